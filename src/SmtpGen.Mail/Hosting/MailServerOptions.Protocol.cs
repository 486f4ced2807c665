using SmtpGen.Runtime;

namespace SmtpGen.Mail;

/// <summary>What can be configured of a server that takes mail by a protocol that is SMTP or extends it.</summary>
/// <typeparam name="TProtocol">The protocol's own options.</typeparam>
public class MailServerOptions<TProtocol> : MailServerOptions
    where TProtocol : ProtocolOptions, new()
{
    /// <summary>The protocol's own options: the subsection <c>Protocol</c>.</summary>
    public TProtocol Protocol { get; } = new();

    /// <inheritdoc/>
    protected sealed override ProtocolOptions GetProtocol() => Protocol;
}
