using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RECEIVER_NAMESPACE;
using SmtpGen.Mail;
using SmtpGen.Storage;

var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
{
    Args = args,
    ContentRootPath = AppContext.BaseDirectory,
});
string folder = builder.Configuration["Receiver:Folder"] ?? "mail";
builder.Services.AddSingleton<IMessageStore>(_ => MaildirMessageStore.Open(folder));

// What may be configured of the server stands in appsettings.json under "Smtp", such as the domains whose mail it accepts.
builder.Services.AddSmtpServer<Receiver>();
await builder.Build().RunAsync();
