using System.ComponentModel;

namespace SmtpGen.Tool.Serve.Configuration;

/// <summary>Where the page is, and for whom.</summary>
internal sealed class WebOptions
{
    /// <summary>Where the page is unless somebody says otherwise.</summary>
    public const string Usual = "127.0.0.1:8025";

    /// <summary>The word for no page.</summary>
    public const string Off = "off";

    [Description("Where the page with the mail, the sessions and the protocol is: 127.0.0.1:8025, 8025 (localhost) or :8025 (all addresses); off: nowhere")]
    public string Listen { get; set; } = Usual;

    [Description("What readers must know, as the password of a basic login or as a bearer token; needed where other machines reach the page")]
    [PasswordPropertyText(true)]
    public string? Token { get; set; }

    [Description("A file whose first line is that token")]
    public string? TokenFile { get; set; }

    [Description("Names by which readers ask for the page, beside its address and localhost")]
    public IList<string> Hosts { get; } = new List<string>();

    [Description("Specifications whose protocols the page shows too")]
    public IList<string> Specs { get; } = new List<string>();

    [Description("Whether programs may ask the page for faults on purpose, for tests of clients")]
    public bool Chaos { get; set; }

    public bool IsOn => Listen is { Length: > 0 } && !Listen.Equals(Off, StringComparison.OrdinalIgnoreCase);
}
