using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Samples;
using Samples.Memcached;
using SmtpGen.Server.Hosting;

var builder = Host.CreateApplicationBuilder(args);
var settings = builder.Configuration.GetSection("Memcached");
long capacity = settings.GetValue("Megabytes", 64L) << 20;
var cache = new Cache(capacity, settings.GetValue("Protocol:ItemSize", new MemcachedOptions().ItemSize), TimeProvider.System);
builder.Services.AddOptions<ProtocolServerOptions<MemcachedOptions>>().BindConfiguration("Memcached")
    .AddProtocolServer("Memcached", (services, options) => new MemcachedSession(new CacheHandler(cache), options.Protocol));
await builder.Build().RunAsync();
