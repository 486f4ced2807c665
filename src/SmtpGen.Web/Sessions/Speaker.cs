namespace SmtpGen.Web.Sessions;

/// <summary>Who said a line.</summary>
internal enum Speaker : byte
{
    /// <summary>The client.</summary>
    Client,

    /// <summary>The server.</summary>
    Server,

    /// <summary>Nobody: it says what happened.</summary>
    Note,
}
