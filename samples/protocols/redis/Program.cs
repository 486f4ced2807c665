using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Samples;
using Samples.Redis;
using SmtpGen.Server.Hosting;

var builder = Host.CreateApplicationBuilder(args);
var database = new Database(TimeProvider.System);
builder.Services.AddOptions<ProtocolServerOptions<RedisOptions>>().BindConfiguration("Redis")
    .AddProtocolServer("Redis", (services, options) => new RedisSession(new DatabaseHandler(database), options.Protocol));
await builder.Build().RunAsync();
