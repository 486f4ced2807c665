using System.Security.Cryptography;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace SmtpGen.EndToEnd.Tests;

/// <summary>Messages, and their way to the server with MailKit.</summary>
internal static class Mail
{
    // What MailKit's client itself writes: DOS newlines, the last line ended.
    private static readonly FormatOptions s_onTheWire = CreateFormat(isInternational: false);

    public static FormatOptions International { get; } = CreateFormat(isInternational: true);

    public static MimeMessage Create(string subject, MimeEntity? content = null)
    {
        var message = new MimeMessage { Subject = subject, Body = content ?? new TextPart("plain") { Text = "Hello Bob\n.\n..\n" } };
        message.From.Add(new MailboxAddress("Alice", "alice@client.example"));
        message.To.Add(new MailboxAddress("Bob", "bob@mx.example"));
        message.Prepare(EncodingConstraint.EightBit);
        return message;
    }

    public static async Task SendAsync(int port, FormatOptions? format, params IEnumerable<MimeMessage> messages)
    {
        using var client = new SmtpClient();
        var cancellationToken = TestContext.Current.CancellationToken;
        await client.ConnectAsync("127.0.0.1", port, SecureSocketOptions.None, cancellationToken);
        foreach (var message in messages)
            await client.SendAsync(format ?? FormatOptions.Default, message, cancellationToken);
        await client.DisconnectAsync(quit: true, cancellationToken);
    }

    public static byte[] Octets(MimeMessage message, FormatOptions? format = null)
    {
        using var written = new MemoryStream();
        message.WriteTo(format ?? s_onTheWire, written, TestContext.Current.CancellationToken);
        return written.ToArray();
    }

    public static string Digest(byte[] octets) => Convert.ToHexString(SHA256.HashData(octets));

    private static FormatOptions CreateFormat(bool isInternational)
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        format.EnsureNewLine = true;
        format.International = isInternational;
        return format;
    }
}
