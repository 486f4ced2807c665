using System.Text;
using MimeKit;

namespace SmtpGen.Storage.Tests.Trace;

/// <summary>Short ways to make trace headers and to read them back.</summary>
internal static class Headers
{
    public static ReceivedEnvelope Envelope { get; } = new()
    {
        ReversePath = "alice@example.org",
        Recipients = Messages.Recipients("bob@mx.example"),
        ClientName = "client.example",
        RemoteAddress = "192.0.2.1:50000",
        Protocol = "ESMTPS",
        Tls = "TLS1.3 with cipher TLS_AES_256_GCM_SHA384",
        ReceivedAt = new DateTimeOffset(2026, 2, 28, 23, 59, 59, TimeSpan.FromHours(9)),
    };

    public static string Received(this ReceivedEnvelope envelope, string host = "mx.example", string? id = null)
        => Encoding.UTF8.GetString(TraceHeader.Received(envelope, host, id));

    public static string ReturnPath(this ReceivedEnvelope envelope) => Encoding.UTF8.GetString(TraceHeader.ReturnPath(envelope));

    /// <summary>The one header that a foreign parser finds, unfolded.</summary>
    public static Header ParseOne(string octets)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(octets + "\r\nbody"));
        return Assert.Single(HeaderList.Load(stream, TestContext.Current.CancellationToken));
    }

    /// <summary>Asserts that every line but the first is a continuation, is not blank, and has no control characters.</summary>
    public static void AssertWellFolded(string header, int maxLine = 78)
    {
        Assert.EndsWith("\r\n", header, StringComparison.Ordinal);
        string[] lines = header[..^2].Split("\r\n");
        Assert.All(lines, line =>
        {
            Assert.InRange(line.Length, 1, maxLine);
            Assert.DoesNotContain(line, char.IsControl);
            Assert.False(string.IsNullOrWhiteSpace(line));
        });
        Assert.All(lines[1..], line => Assert.StartsWith(" ", line, StringComparison.Ordinal));
    }
}
