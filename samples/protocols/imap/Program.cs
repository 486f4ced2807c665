using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Samples;
using Samples.Imap;
using SmtpGen.Server.Hosting;
using SmtpGen.Storage;

var builder = Host.CreateApplicationBuilder(args);
var settings = builder.Configuration.GetSection("Imap");
string user = settings["User"] ?? "";
var users = new FileUsers(user, settings["Password"] ?? "");
var store = MaildirMessageStore.Open(settings["Maildir"] ?? "mail");
var mailbox = new Mailbox(store, MaildropOwner.Of(user, "localhost"));
builder.Services.AddSingleton(mailbox);
builder.Services.AddHostedService<MailboxWatch>();
// A handler of its own for each session, which is disposed with it.
builder.Services.AddScoped(_ => new MailHandler(users, mailbox));
builder.Services.AddOptions<ProtocolServerOptions<ImapOptions>>().BindConfiguration("Imap")
    .AddProtocolServer("Imap", (services, options) => new ImapSession(services.GetRequiredService<MailHandler>(), options.Protocol));
await builder.Build().RunAsync();
