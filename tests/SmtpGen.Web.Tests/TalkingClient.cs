using MailKit.Net.Smtp;

namespace SmtpGen.Web.Tests;

/// <summary>MailKit's client, which also says what it is told to.</summary>
internal sealed class TalkingClient : SmtpClient
{
    /// <summary>Sends a line, and reads its reply, whatever it is.</summary>
    public Task SendAsync(string line) => SendCommandAsync(line, TestContext.Current.CancellationToken);

    /// <summary>Does so many times.</summary>
    public async Task SendManyAsync(string line, int count)
    {
        for (int i = 0; i < count; i++)
            await SendAsync(line);
    }
}
