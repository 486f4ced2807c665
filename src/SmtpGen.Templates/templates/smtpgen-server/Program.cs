using RECEIVER_NAMESPACE;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SmtpGen.Server.Smtp;

var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
{
    Args = args,
    ContentRootPath = AppContext.BaseDirectory,
});
builder.Services.AddOptions<ReceiverOptions>().BindConfiguration("Receiver");

// What may be configured of the server stands in appsettings.json under "Smtp".
builder.Services.AddSmtpServer<Receiver>();
await builder.Build().RunAsync();
