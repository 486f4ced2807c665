using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace SmtpGen.Server.Kestrel.Tests;

/// <summary>samples/web-and-mail, as a person starts it.</summary>
public sealed class SampleTests
{
    [Fact(Timeout = 120_000)]
    public async Task Subjects_that_came_by_SMTP_are_read_by_HTTP()
    {
        var (http, smtp) = (FreePort(), FreePort());
        string program = Path.Combine(AppContext.BaseDirectory, "WebAndMail.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, $"--Ports:Http={http}", $"--Ports:Smtp={smtp}"])
        {
            RedirectStandardOutput = true,
        })!;
        try
        {
            while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && !line.Contains("Application started", StringComparison.Ordinal))
            {
            }

            using var client = new SmtpClient();
            await client.ConnectAsync("127.0.0.1", smtp, SecureSocketOptions.None, TestContext.Current.CancellationToken);
            var message = new MimeMessage { Subject = "Grüße" };
            message.From.Add(new MailboxAddress("Alice", "alice@example.org"));
            message.To.Add(new MailboxAddress("Bob", "bob@example.org"));
            message.Body = new TextPart("plain") { Text = "Hello" };
            await client.SendAsync(message, TestContext.Current.CancellationToken);
            using var web = new HttpClient();
            string subjects = await web.GetStringAsync(new Uri($"http://127.0.0.1:{http}/"), TestContext.Current.CancellationToken);
            Assert.Equal(["Grüße"], JsonSerializer.Deserialize<string[]>(subjects)!);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
