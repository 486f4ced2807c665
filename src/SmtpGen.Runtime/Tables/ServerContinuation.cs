namespace SmtpGen.Runtime;

/// <summary>What follows a reply where it is not the next command. Each kind says how the machine begins it.</summary>
public abstract class ServerContinuation
{
    private protected ServerContinuation()
    {
    }

    /// <summary>Begins it; the reply was written.</summary>
    internal abstract void Begin(ServerMachine machine);
}

/// <summary>A body is read: as dotted lines (RFC 5321 section 4.5.2), or a part whose octets were counted before (RFC 3030 section 2).</summary>
public sealed class BodyContinuation : ServerContinuation
{
    /// <summary>The body.</summary>
    public required int Body { get; init; }

    /// <summary>The outcome of a stray CR or LF.</summary>
    public required int BadFraming { get; init; }

    /// <summary>The outcome of a NUL that is not text.</summary>
    public required int Nul { get; init; }

    /// <summary>The outcome of a counted part that is not the last; -1: the body comes as dotted lines.</summary>
    public int More { get; init; } = -1;

    /// <summary>The state after a refusal before the last part.</summary>
    public int AfterRefusal { get; init; } = -1;

    internal override void Begin(ServerMachine machine) => machine.BeginBody(this);
}

/// <summary>A line is read that is not a command, such as the answer to a challenge.</summary>
public sealed class LineContinuation : ServerContinuation
{
    /// <summary>Who decides on it.</summary>
    public required int Decision { get; init; }

    /// <summary>The grammar of the line.</summary>
    public required int Grammar { get; init; }

    /// <summary>The longest line in octets, line end included.</summary>
    public required int Max { get; init; }

    /// <summary>The line that cancels; empty: none does.</summary>
    public string CancelText { get; init; } = "";

    /// <summary>The outcome of that line.</summary>
    public int Cancel { get; init; } = -1;

    /// <summary>The outcome of a line that the grammar does not match.</summary>
    public required int BadArguments { get; init; }

    /// <summary>The outcome of a longer line.</summary>
    public required int TooLong { get; init; }

    internal override void Begin(ServerMachine machine) => machine.BeginExchange(this);
}

/// <summary>The connection is encrypted.</summary>
public sealed class UpgradeContinuation : ServerContinuation
{
    internal override void Begin(ServerMachine machine) => machine.BeginUpgrade();
}

/// <summary>Lines that the handler gives follow the reply.</summary>
public sealed class SendContinuation : ServerContinuation
{
    internal override void Begin(ServerMachine machine) => machine.BeginSend();
}

/// <summary>A body, however it comes.</summary>
/// <param name="name">Its name.</param>
public sealed class ServerBody(string name)
{
    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>Who decides on it.</summary>
    public required int Decision { get; init; }

    /// <summary>The first of the outcomes to choose from.</summary>
    public required int First { get; init; }

    /// <summary>The outcome of a body over the limit.</summary>
    public required int TooBig { get; init; }

    /// <summary>The limit on its octets; -1: none.</summary>
    public int Limit { get; init; } = -1;

    /// <summary>The command for whose every success there is one answer; -1: there is one answer.</summary>
    public int Per { get; init; } = -1;

    /// <summary>The flags under which any octets are taken as they are; 0: never.</summary>
    public uint RawWhen { get; init; }

    /// <summary>The option under which NUL is text; -1: none.</summary>
    public int NulOption { get; init; } = -1;
}
