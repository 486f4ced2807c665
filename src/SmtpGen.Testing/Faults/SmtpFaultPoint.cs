using SmtpGen.Protocols.Smtp;

namespace SmtpGen.Testing.Faults;

/// <summary>A point of the protocol where something may go wrong; says when and how.</summary>
public sealed class SmtpFaultPoint
{
    private readonly SmtpFaults _faults;
    private readonly FaultPoint _point;
    private readonly int _nth;

    internal SmtpFaultPoint(SmtpFaults faults, FaultPoint point, int nth = 0)
    {
        _faults = faults;
        _point = point;
        _nth = nth;
    }

    /// <summary>Only the n-th time the point is reached from now on, in all sessions together; otherwise every time.</summary>
    /// <param name="n">Counted from 1.</param>
    public SmtpFaultPoint Nth(int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        return new(_faults, _point, n);
    }

    /// <summary>Answers with this reply; the session goes on from where it leads.</summary>
    /// <param name="reply">One of the replies that the protocol declares here.</param>
    /// <param name="text">Other words than the reply's own, where it takes any.</param>
    /// <exception cref="ArgumentException">The protocol has no such reply here; the text names those it has.</exception>
    public SmtpFault Reply(SmtpReply reply, string? text = null)
    {
        _point.Check(reply, text);
        return _faults.Add(new SmtpFault(_point.Name, _nth) { Answer = (reply, text) });
    }

    /// <summary>Cuts the connection without an answer; at a message, when its first octets have come.</summary>
    public SmtpFault Drop() => _faults.Add(new SmtpFault(_point.Name, _nth) { Drops = true });

    /// <summary>Holds the answer back, by the clock of <see cref="SmtpTestServerOptions.TimeProvider"/>.</summary>
    public SmtpFault Delay(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero);
        return _faults.Add(new SmtpFault(_point.Name, _nth) { Wait = time });
    }
}
