using SmtpGen.Protocols.Smtp;

namespace SmtpGen.Server.Smtp;

/// <summary>What can be configured of an SMTP server: the configuration section <c>Smtp</c>.</summary>
public sealed class SmtpServerOptions : ServerOptions
{
    /// <summary>The protocol's own options: the subsection <c>Protocol</c>.</summary>
    public SmtpOptions Protocol { get; } = new();

    /// <inheritdoc/>
    public override IEnumerable<string> Validate() =>
        base.Validate().Concat(Protocol.Validate().Select(error => "Protocol:" + error));
}
