using SmtpGen.Protocols.Smtp;

namespace SmtpGen.Testing.Faults;

/// <summary>What goes wrong on purpose, at the points where the protocol leaves a choice. What is not named here goes well.</summary>
public sealed class SmtpFaults
{
    private readonly Lock _lock = new();
    private readonly List<SmtpFault> _faults = [];

    /// <summary>At a command.</summary>
    /// <param name="command">The command.</param>
    /// <exception cref="ArgumentException">The protocol answers the command alone, so that nothing can be chosen.</exception>
    public SmtpFaultPoint On(SmtpCommand command) => new(this, FaultPoints.Of(command));

    /// <summary>At the end of a message, after DATA or the last BDAT: its answer, or the octets after the 354.</summary>
    public SmtpFaultPoint OnMessage() => new(this, FaultPoints.Message);

    /// <summary>At the connection: the greeting.</summary>
    public SmtpFaultPoint OnConnect() => new(this, FaultPoints.Connect);

    /// <summary>Lets everything go well again.</summary>
    public void Clear()
    {
        lock (_lock)
            _faults.Clear();
    }

    internal SmtpFault Add(SmtpFault fault)
    {
        lock (_lock)
            _faults.Add(fault);
        return fault;
    }

    internal void Remove(SmtpFault fault)
    {
        lock (_lock)
            _faults.Remove(fault);
    }

    /// <summary>Counts that a point was reached, and says which faults are due there.</summary>
    internal IReadOnlyList<SmtpFault> Reach(string point)
    {
        lock (_lock)
            return _faults.FindAll(fault => fault.Reach(point));
    }
}
