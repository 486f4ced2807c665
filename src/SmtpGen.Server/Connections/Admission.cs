namespace SmtpGen.Server.Connections;

/// <summary>What happens to a new connection.</summary>
internal enum Admission : byte
{
    /// <summary>Nobody knows yet whose it is: its PROXY header has not come.</summary>
    Waiting,

    /// <summary>It gets a session.</summary>
    Served,

    /// <summary>It is told that there are too many.</summary>
    Refused,

    /// <summary>It is closed without a word: too many wait or are being refused already.</summary>
    Dropped,
}
