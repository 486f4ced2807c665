namespace SmtpGen.Cluster.Tests;

/// <summary>One transaction of a client, and what the client knows of it.</summary>
/// <param name="Id">What tells the message from all others: its Subject.</param>
/// <param name="Answer">The code after the message; 0 where none came.</param>
/// <param name="At">When the answer came, or the connection broke.</param>
internal readonly record struct Attempt(string Id, int Answer, DateTime At)
{
    /// <summary>The server has taken the responsibility.</summary>
    public bool IsAcknowledged => Answer == 250;

    /// <summary>The server has said that it does not have the message.</summary>
    public bool IsRefused => Answer >= 400;
}
