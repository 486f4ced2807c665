using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Samples;
using Samples.ManageSieve;
using SmtpGen.Server.Hosting;

var builder = Host.CreateApplicationBuilder(args);
var settings = builder.Configuration.GetSection("ManageSieve");
string user = settings["User"] ?? "";
var users = new FileUsers(user, settings["Password"] ?? "");
var scripts = new ScriptFolder(Path.Combine(settings["Folder"] ?? "sieve-scripts", user));
builder.Services.AddOptions<ProtocolServerOptions<ManageSieveOptions>>().BindConfiguration("ManageSieve")
    .AddProtocolServer("ManageSieve", (services, options) => new ManageSieveSession(new ScriptHandler(users, scripts), options.Protocol));
await builder.Build().RunAsync();
