using SmtpGen.Protocols.Smtp;
using SmtpGen.Testing.Faults;
using SmtpGen.Web.Faults;

namespace SmtpGen.Tool.Serve.Faults;

/// <summary>The faults that tests ask for by HTTP, and the sessions that make them.</summary>
internal sealed class FaultBoard : IFaultBoard
{
    private const int Most = 1000;

    private readonly Lock _lock = new();
    private readonly SmtpFaults _faults = new();
    private readonly FaultPlan _plan;
    private readonly List<(FaultDetails Details, SmtpFault Fault)> _entries = [];
    private int _last;

    public FaultBoard() => _plan = new FaultPlan(_faults, TimeProvider.System);

    /// <summary>Puts the faults before a handler.</summary>
    /// <param name="handler">Decides where nothing goes wrong.</param>
    /// <param name="connection">The session's connection.</param>
    public SmtpHandler Before(SmtpHandler handler, CuttableTransport connection) => new FaultyHandler(_plan, connection, handler);

    /// <inheritdoc/>
    public IReadOnlyList<FaultDetails> List()
    {
        lock (_lock)
            return [.. _entries.Select(entry => entry.Details with { Happened = entry.Fault.Happened })];
    }

    /// <inheritdoc/>
    public FaultDetails Add(FaultRequest request, TimeSpan? delay)
    {
        var point = FaultNames.Point(request.At!);
        SmtpReply? reply = request.Reply is { } name ? FaultNames.Reply(point, name) : null;
        bool drops = request.Drop == true;
        lock (_lock)
        {
            if (_entries.Count == Most)
                throw new FormatException($"there are {Most} faults already; DELETE /api/v1/faults removes them");
            var fault = _faults.Add(new SmtpFault(point.Name, request.Nth ?? 0)
            {
                Answer = reply is { } chosen ? (chosen, request.Text) : null,
                Drops = drops,
                Wait = delay,
            });
            int? code = reply is { } known ? SmtpReplies.Code(known) : null;
            var details = new FaultDetails(
                ++_last, point.Name, request.Nth, reply is { } named ? SmtpReplies.Name(named) : null, code, request.Text, drops, request.Delay, 0);
            _entries.Add((details, fault));
            return details;
        }
    }

    /// <inheritdoc/>
    public bool Remove(int id)
    {
        lock (_lock)
        {
            int index = _entries.FindIndex(entry => entry.Details.Id == id);
            if (index < 0)
                return false;
            _faults.Remove(_entries[index].Fault);
            _entries.RemoveAt(index);
            return true;
        }
    }

    /// <inheritdoc/>
    public int Clear()
    {
        lock (_lock)
        {
            int count = _entries.Count;
            _faults.Clear();
            _entries.Clear();
            return count;
        }
    }
}
