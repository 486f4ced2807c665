using System.ComponentModel;

namespace SmtpGen.Tool.Serve.Configuration;

/// <summary>How messages are announced.</summary>
internal sealed class EventsOptions
{
    [Description("The NATS servers in whose stream every message is announced: nats://HOST:4222, several with commas; empty: none")]
    public string? Url { get; set; }

    [Description("The stream, which is made where it is missing")]
    public string Stream { get; set; } = "MAIL";

    [Description("The subject of events")]
    public string Subject { get; set; } = "mail.accepted";

    [Description("On how many servers a stream is kept that is made: 1, 3 or 5")]
    public int Replicas { get; set; } = 1;

    [Description("What events call their source")]
    public string Source { get; set; } = "smtpgen";

    [Description("Octets up to which a message is in its event")]
    public int InlineOctets { get; set; } = 256 * 1024;

    public bool IsOn => Url is { Length: > 0 };
}
