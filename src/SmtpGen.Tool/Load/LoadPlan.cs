using SmtpGen.Client;

namespace SmtpGen.Tool.Load;

/// <summary>What a load is made of.</summary>
internal sealed record LoadPlan
{
    public required MailSenderOptions Server { get; init; }

    public required int Sessions { get; init; }

    public required int Messages { get; init; }

    /// <summary>Octets of a message.</summary>
    public required int Size { get; init; }

    public required int Recipients { get; init; }

    public required string Sender { get; init; }

    public required string Recipient { get; init; }

    /// <summary>Whether each message has a connection of its own.</summary>
    public required bool ConnectsAnew { get; init; }
}
