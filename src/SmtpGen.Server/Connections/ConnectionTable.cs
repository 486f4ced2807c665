using SmtpGen.Server.Transport;

namespace SmtpGen.Server.Connections;

/// <summary>The connections that are open, counted in all and per client.</summary>
internal sealed class ConnectionTable(int maxAll, int maxPerClient)
{
    // Refusing costs a session and some time: a flood of connections must not get those either.
    private const int MostRefused = 128;

    private readonly Lock _lock = new();
    private readonly Dictionary<SocketTransport, Admission> _connections = [];
    private readonly Dictionary<ClientNetwork, int> _perClient = [];
    private TaskCompletionSource? _whenEmpty;
    private int _served;

    public int Served => Volatile.Read(ref _served);

    public Admission Add(SocketTransport transport)
    {
        var client = ClientNetwork.Of(transport.RemoteEndPoint);
        lock (_lock)
        {
            int ofClient = _perClient.GetValueOrDefault(client);
            bool isTooMany = (maxAll > 0 && _served >= maxAll) || (maxPerClient > 0 && ofClient >= maxPerClient);
            if (isTooMany)
            {
                if (_connections.Count - _served >= MostRefused)
                    return Admission.Dropped;
                _connections.Add(transport, Admission.Refused);
                return Admission.Refused;
            }

            _connections.Add(transport, Admission.Served);
            _perClient[client] = ofClient + 1;
            _served++;
            return Admission.Served;
        }
    }

    public void Remove(SocketTransport transport)
    {
        lock (_lock)
        {
            _connections.Remove(transport, out var admission);
            if (admission == Admission.Served)
            {
                _served--;
                var client = ClientNetwork.Of(transport.RemoteEndPoint);
                if (--_perClient[client] == 0)
                    _perClient.Remove(client);
            }

            if (_connections.Count == 0)
                _whenEmpty?.TrySetResult();
        }
    }

    /// <summary>The open connections at this moment.</summary>
    /// <param name="into">Cleared, then filled.</param>
    public void CopyTo(List<SocketTransport> into)
    {
        into.Clear();
        lock (_lock)
            into.AddRange(_connections.Keys);
    }

    /// <summary>Completes when no connection is open; no more may be added.</summary>
    public Task WhenEmptyAsync()
    {
        lock (_lock)
        {
            _whenEmpty ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_connections.Count == 0)
                _whenEmpty.TrySetResult();
            return _whenEmpty.Task;
        }
    }
}
