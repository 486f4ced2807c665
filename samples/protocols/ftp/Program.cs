using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Samples;
using Samples.Ftp;
using SmtpGen.Server.Hosting;

var builder = Host.CreateApplicationBuilder(args);
var settings = builder.Configuration.GetSection("Ftp");
var users = new FileUsers(settings["User"] ?? "", settings["Password"] ?? "");
var folder = new SharedFolder(settings["Folder"] ?? "ftp-files");
// A handler of its own for each session, which is disposed with it.
builder.Services.AddScoped(_ => new FileHandler(users, folder));
builder.Services.AddOptions<ProtocolServerOptions<FtpOptions>>().BindConfiguration("Ftp")
    .AddProtocolServer("Ftp", (services, options) => new FtpSession(services.GetRequiredService<FileHandler>(), options.Protocol));
await builder.Build().RunAsync();
