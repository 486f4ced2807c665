namespace SmtpGen.Sasl;

/// <summary>
/// The client's side of one authentication: challenges go in, answers come out. It reads and writes no connection. One
/// caller at a time.
/// </summary>
public abstract class SaslClientExchange
{
    private bool _isStarted;

    private protected SaslClientExchange(string mechanismName) => MechanismName = mechanismName;

    /// <summary>The mechanism's registered name, as it stands after AUTH.</summary>
    public string MechanismName { get; }

    /// <summary>
    /// What the server explained of its refusal within the mechanism, before it refused: the JSON of OAUTHBEARER and XOAUTH2
    /// (RFC 7628, section 3.2.2). Null where it explained nothing. It is the server's text; its control characters are in it.
    /// </summary>
    public string? Explanation { get; private protected set; }

    /// <summary>Starts the exchange.</summary>
    /// <returns>The initial response in octets, not empty; null where the server speaks first.</returns>
    /// <exception cref="InvalidOperationException">It has started already.</exception>
    public byte[]? Start()
    {
        if (_isStarted)
            throw new InvalidOperationException("The exchange has started; begin another one.");
        _isStarted = true;
        return First();
    }

    /// <summary>Answers a challenge.</summary>
    /// <param name="challenge">The decoded octets; may be empty.</param>
    /// <returns>The answer in octets; may be empty.</returns>
    /// <exception cref="SaslClientException">
    /// The challenge is none of this mechanism's, or the server does not know the password that it should know. The exchange
    /// has to be cancelled.
    /// </exception>
    /// <exception cref="InvalidOperationException">It has not started.</exception>
    public byte[] Answer(ReadOnlySpan<byte> challenge)
        => _isStarted ? Next(challenge) : throw new InvalidOperationException("The exchange has not started; call Start first.");

    /// <summary>Says that the server reported success. Without this call a mechanism that identifies the server, too, is of no use.</summary>
    /// <exception cref="SaslClientException">
    /// The mechanism is not at its end: the server has not proved who it is, so that it may be anybody, or never saw the secret.
    /// </exception>
    public void Complete()
    {
        if (!IsComplete)
            throw new SaslClientException($"the server reports success before the exchange of {MechanismName} is over; it cannot be trusted");
    }

    /// <summary>The initial response.</summary>
    private protected abstract byte[]? First();

    /// <summary>The answer to a challenge.</summary>
    private protected abstract byte[] Next(ReadOnlySpan<byte> challenge);

    /// <summary>Whether the server may report success now.</summary>
    private protected abstract bool IsComplete { get; }

    /// <summary>A challenge comes when the mechanism has nothing more to say.</summary>
    private protected SaslClientException OutOfTurn()
        => new($"the server goes on asking after the exchange of {MechanismName} is over");
}
