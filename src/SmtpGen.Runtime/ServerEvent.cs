namespace SmtpGen.Runtime;

/// <summary>What a protocol answers beside legal commands: the rows of <c>otherwise</c> in its specification.</summary>
public enum ServerEvent : byte
{
    /// <summary>Nothing happened.</summary>
    None,

    /// <summary>A verb that no command has.</summary>
    UnknownVerb,

    /// <summary>A known command in a state that does not allow it.</summary>
    WrongState,

    /// <summary>Arguments that the grammar does not match.</summary>
    BadArguments,

    /// <summary>A parameter that no extension on offer defines.</summary>
    UnknownParameter,

    /// <summary>A command of an extension that is not on offer.</summary>
    NotOffered,

    /// <summary>A line over the longest that is parsed.</summary>
    LineTooLong,

    /// <summary>A line that does not end within what is drained.</summary>
    EndlessLine,

    /// <summary>A command that ends in LF without CR.</summary>
    BareLineFeed,

    /// <summary>A handler threw.</summary>
    HandlerFailed,

    /// <summary>A handler chose to end the session.</summary>
    HandlerCloses,

    /// <summary>The client talked before the greeting.</summary>
    TalksFirst,

    /// <summary>No command came in time.</summary>
    Idle,

    /// <summary>A body comes too slowly.</summary>
    TooSlow,

    /// <summary>The session lasted too long.</summary>
    SessionTooLong,

    /// <summary>The server stops.</summary>
    Shutdown,

    /// <summary>More connections than allowed.</summary>
    TooManyConnections,

    /// <summary>More protocol errors than allowed.</summary>
    TooManyErrors,

    /// <summary>The client sent something after a command that changes the connection, before it was answered.</summary>
    SentAhead,

    /// <summary>Another protocol, such as HTTP or TLS, was spoken.</summary>
    Foreign,
}
