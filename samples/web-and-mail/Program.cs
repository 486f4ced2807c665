using System.Collections.Concurrent;
using MimeKit;
using SmtpGen.Mail;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Server.Kestrel;

const int MostKept = 100;

var builder = WebApplication.CreateBuilder(args);
var inbox = new ConcurrentQueue<string>();

builder.Services.AddSmtpServer(
    async (envelope, body, cancellationToken) =>
    {
        using var content = new MemoryStream(await body.ToArrayAsync(cancellationToken));
        var message = await MimeMessage.LoadAsync(content, cancellationToken);
        inbox.Enqueue(message.Subject ?? "");
        while (inbox.Count > MostKept)
            inbox.TryDequeue(out _);
        return SmtpMessageResult.Queued($"{Guid.NewGuid():N}");
    },
    options => options.ListenByKestrel());

builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.ListenLocalhost(builder.Configuration.GetValue("Ports:Http", 8080));
    kestrel.ListenLocalhost(builder.Configuration.GetValue("Ports:Smtp", 2525), listen => listen.UseProtocolServer<SmtpServerOptions>());
});

var app = builder.Build();
app.MapGet("/", () => inbox);
app.Run();
