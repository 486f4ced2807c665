using Microsoft.Extensions.Hosting;
using Samples;
using SmtpGen.Mail;

await using var store = new LogMessageStore("mail.log");
var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddSmtpServer(store, options =>
{
    if (options.Listen.Count == 0)
        options.Listen.Add("127.0.0.1:2525");
    options.Domains.Add("example.org");
});
await builder.Build().RunAsync();
