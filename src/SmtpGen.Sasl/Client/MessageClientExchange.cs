namespace SmtpGen.Sasl;

/// <summary>One exchange in which the client says all it has to say at once.</summary>
internal sealed class MessageClientExchange(string mechanismName, byte[] message) : SaslClientExchange(mechanismName)
{
    private protected override bool IsComplete => true;

    private protected override byte[] First() => message;

    private protected override byte[] Next(ReadOnlySpan<byte> challenge) => throw OutOfTurn();
}
