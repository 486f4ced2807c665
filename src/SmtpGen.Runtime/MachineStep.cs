namespace SmtpGen.Runtime;

/// <summary>Why a machine stopped.</summary>
public enum MachineStep : byte
{
    /// <summary>All input was consumed; more is needed.</summary>
    NeedInput,

    /// <summary>A command waits for somebody to choose its reply.</summary>
    Decision,

    /// <summary>The next octets are a body; read them with <see cref="ServerMachine.ReadBody"/>.</summary>
    Body,

    /// <summary>The body that came in chunks was given up, by RSET say.</summary>
    BodyAbandoned,

    /// <summary>Send the output, encrypt the connection, then call <see cref="ServerMachine.EndUpgrade"/>.</summary>
    Upgrade,

    /// <summary>Send <see cref="ServerMachine.Outgoing"/> after the output, then call <see cref="ServerMachine.EndSend"/>.</summary>
    Send,

    /// <summary>The session is over: send the output, then close.</summary>
    Closed,
}

/// <summary>How far reading a body came.</summary>
public enum BodyStep : byte
{
    /// <summary>All input was consumed; more is needed.</summary>
    NeedInput,

    /// <summary>The destination is full; call again.</summary>
    NeedSpace,

    /// <summary>A chunk is complete, and more will follow; go on with <see cref="ServerMachine.AnswerChunk"/>.</summary>
    ChunkEnded,

    /// <summary>The body is complete and waits for its reply.</summary>
    Ended,

    /// <summary>The body broke a rule of the protocol, which answered it already; nothing of it may be kept.</summary>
    Refused,
}
