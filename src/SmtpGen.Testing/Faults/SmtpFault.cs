using SmtpGen.Protocols.Smtp;

namespace SmtpGen.Testing.Faults;

/// <summary>Something that goes wrong on purpose.</summary>
public sealed class SmtpFault
{
    private readonly string _point;
    private readonly int _nth;
    private int _reached;
    private int _happened;

    internal SmtpFault(string point, int nth)
    {
        _point = point;
        _nth = nth;
    }

    /// <summary>How often it has happened.</summary>
    public int Happened => Volatile.Read(ref _happened);

    internal (SmtpReply Reply, string? Text)? Answer { get; init; }

    internal bool Drops { get; init; }

    internal TimeSpan? Wait { get; init; }

    internal bool Reach(string point)
    {
        if (point != _point)
            return false;
        _reached++;
        if (_nth != 0 && _nth != _reached)
            return false;
        Interlocked.Increment(ref _happened);
        return true;
    }
}
