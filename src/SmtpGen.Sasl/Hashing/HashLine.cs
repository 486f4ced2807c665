namespace SmtpGen.Sasl;

/// <summary>The computations that wait for one client, in order.</summary>
internal sealed class HashLine(ClientNetwork client)
{
    public ClientNetwork Client { get; } = client;

    public LinkedList<HashJob> Jobs { get; } = [];
}
