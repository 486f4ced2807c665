using System.Globalization;
using System.Text;
using SmtpGen.Dialogs;
using SmtpGen.Envelopes;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;

namespace SmtpGen.Mail.Tests;

/// <summary>The longest hold is the limit of HOLDFOR and of HOLDUNTIL (RFC 4865 section 4.2.1).</summary>
public class HoldLimitTests
{
    [Theory]
    [InlineData(-1, "yyyy-MM-dd'T'HH:mm:ss'Z'", "250 2.1.0 Sender ok")]
    [InlineData(59, "yyyy-MM-dd'T'HH:mm:ss'Z'", "250 2.1.0 Sender ok")]
    [InlineData(61, "yyyy-MM-dd'T'HH:mm:ss'Z'", "501 5.5.4 At most 3600 seconds")]
    [InlineData(61, "yyyy-MM-dd't'HH:mm:ss.ff'z'", "501 5.5.4 At most 3600 seconds")]
    [InlineData(61, "yyyy-MM-dd'T'HH:mm:ss'+00:00'", "501 5.5.4 At most 3600 seconds")]
    [InlineData(30, "yyyy-MM-dd'T'HH:mm:ss'-01:00'", "501 5.5.4 At most 3600 seconds")]
    [InlineData(100, "yyyy-MM-dd'T'HH:mm:ss'+01:00'", "250 2.1.0 Sender ok")]
    public async Task A_message_is_held_until_a_time_within_the_longest_hold_only(int minutes, string format, string answer)
    {
        var options = new SmtpOptions { Extensions = SmtpExtensions.All, MaxHoldSeconds = 3600 };
        await using var connection = new MemoryConnection(int.MaxValue);
        await connection.OpenAsync(new SmtpSession(new Receiver { LongestHold = TimeSpan.FromHours(1) }, options));
        await connection.ReadLineAsync();
        await connection.SendAsync("EHLO client.example\r\n"u8.ToArray());
        string? line;
        do
            line = await connection.ReadLineAsync();
        while (line is [_, _, _, '-', ..]);

        string until = DateTime.UtcNow.AddMinutes(minutes).ToString(format, CultureInfo.InvariantCulture);
        await connection.SendAsync(Encoding.ASCII.GetBytes($"MAIL FROM:<alice@client.example> HOLDUNTIL={until}\r\n"));

        Assert.Equal(answer, await connection.ReadLineAsync());
    }

    private sealed class Receiver : SmtpReceiver
    {
        protected override ValueTask<SmtpMessageResult> ReceiveAsync(MailEnvelope envelope, MessageBody body, CancellationToken cancellationToken) =>
            new(SmtpMessageResult.Queued("1"));
    }
}
