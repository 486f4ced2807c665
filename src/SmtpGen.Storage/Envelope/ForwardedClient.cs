namespace SmtpGen.Storage;

/// <summary>
/// Where a filter in front of this server says it got a message from: the attributes of XFORWARD (Postfix XFORWARD_README).
/// Each member is null where the filter said nothing, or that it does not know.
/// </summary>
public sealed record ForwardedClient
{
    /// <summary>NAME: the host's name, which need not be one of the DNS.</summary>
    public string? Name { get; init; }

    /// <summary>ADDR: the host's address, which need not be one of IP.</summary>
    public string? Address { get; init; }

    /// <summary>PORT: the port that the host connected from.</summary>
    public int? Port { get; init; }

    /// <summary>PROTO: the protocol by which the message came, such as <c>ESMTP</c>.</summary>
    public string? Protocol { get; init; }

    /// <summary>HELO: what the host called itself.</summary>
    public string? HelloName { get; init; }

    /// <summary>IDENT: what the filter's own server called the message.</summary>
    public string? Id { get; init; }

    /// <summary>SOURCE: whether the message came from the filter's own server, rather than from another host.</summary>
    public bool? IsLocal { get; init; }
}
