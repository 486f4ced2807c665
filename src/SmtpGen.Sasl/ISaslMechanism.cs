namespace SmtpGen.Sasl;

/// <summary>A way to authenticate. One instance serves all connections, from any thread.</summary>
public interface ISaslMechanism
{
    /// <summary>The registered name: 1 to 20 of <c>A-Z</c>, <c>0-9</c>, <c>-</c> and <c>_</c> (RFC 4422, section 3.1).</summary>
    string Name { get; }

    /// <summary>
    /// Whether somebody who reads along learns the password or a token that works again. Such a mechanism is on offer
    /// only on encrypted connections.
    /// </summary>
    bool ExposesPassword { get; }

    /// <summary>Whether it needs <see cref="SaslContext.ServerEndPoint"/>. It is on offer only where there is one.</summary>
    bool NeedsChannelBinding => false;

    /// <summary>Whether its credentials can serve it now.</summary>
    bool IsReady => true;

    /// <summary>Begins an exchange with one client.</summary>
    /// <param name="context">The connection.</param>
    /// <param name="offered">The names of all mechanisms on offer on it.</param>
    SaslExchange Begin(SaslContext context, IReadOnlyCollection<string> offered);
}
