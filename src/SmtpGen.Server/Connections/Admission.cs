namespace SmtpGen.Server.Connections;

/// <summary>What happens to a new connection.</summary>
internal enum Admission : byte
{
    /// <summary>It gets a session.</summary>
    Served,

    /// <summary>It is told that there are too many.</summary>
    Refused,

    /// <summary>It is closed without a word: too many are being refused already.</summary>
    Dropped,
}
