using System.Net;
using SmtpGen.Server.Transport;

namespace SmtpGen.Server.Connections;

/// <summary>The connections that are open, counted in all and per client.</summary>
internal sealed class ConnectionTable(int maxAll, int maxPerClient)
{
    // Refusing costs a session and some time: a flood of connections must not get those either.
    private const int MostRefused = 128;

    // Only trusted proxies can have them, and a proxy sends its header at once.
    private const int MostWaiting = 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<ConnectionTransport, Entry> _connections = [];
    private readonly Dictionary<ClientNetwork, int> _perClient = [];
    private TaskCompletionSource? _whenEmpty;
    private int _waiting;
    private int _served;
    private int _refused;

    public int Served => Volatile.Read(ref _served);

    /// <summary>Adds a connection of a client yet unknown.</summary>
    /// <returns><see cref="Admission.Waiting"/> or <see cref="Admission.Dropped"/>.</returns>
    public Admission AddWaiting(ConnectionTransport transport)
    {
        lock (_lock)
        {
            if (_waiting >= MostWaiting || _whenEmpty is not null)
                return Admission.Dropped;
            _connections.Add(transport, new(Admission.Waiting, default));
            _waiting++;
            return Admission.Waiting;
        }
    }

    /// <summary>Decides on a connection, new or waiting, by its client's address.</summary>
    public Admission Admit(ConnectionTransport transport)
    {
        var client = ClientNetwork.Of(transport.RemoteEndPoint);
        lock (_lock)
        {
            if (_whenEmpty is not null && !_connections.ContainsKey(transport))
                return Admission.Dropped;
            int ofClient = _perClient.GetValueOrDefault(client);
            bool isTooMany = (maxAll > 0 && _served >= maxAll) || (maxPerClient > 0 && ofClient >= maxPerClient);
            if (isTooMany && _refused >= MostRefused)
                return Admission.Dropped;

            if (_connections.Remove(transport))
                _waiting--;
            if (isTooMany)
            {
                _connections.Add(transport, new(Admission.Refused, default));
                _refused++;
                return Admission.Refused;
            }

            _connections.Add(transport, new(Admission.Served, client));
            _perClient[client] = ofClient + 1;
            _served++;
            return Admission.Served;
        }
    }

    /// <summary>Counts a connection that is served for another client, whom a trusted proxy named.</summary>
    /// <returns>False when that client has as many as it may have; nothing has changed then.</returns>
    public bool TryMove(ConnectionTransport transport, EndPoint client)
    {
        var to = ClientNetwork.Of(client);
        lock (_lock)
        {
            var entry = _connections[transport];
            int ofClient = _perClient.GetValueOrDefault(to);
            if (to == entry.Client)
                return true;
            if (maxPerClient > 0 && ofClient >= maxPerClient)
                return false;
            Uncount(entry.Client);
            _perClient[to] = ofClient + 1;
            _connections[transport] = entry with { Client = to };
            return true;
        }
    }

    /// <summary>Forgets a connection that was closed.</summary>
    public void Remove(ConnectionTransport transport)
    {
        lock (_lock)
        {
            if (!_connections.Remove(transport, out var entry))
                return;
            switch (entry.Admission)
            {
                case Admission.Waiting:
                    _waiting--;
                    break;
                case Admission.Refused:
                    _refused--;
                    break;
                default:
                    _served--;
                    Uncount(entry.Client);
                    break;
            }

            if (_connections.Count == 0)
                _whenEmpty?.TrySetResult();
        }
    }

    /// <summary>The open connections at this moment.</summary>
    /// <param name="into">Cleared, then filled.</param>
    public void CopyTo(List<ConnectionTransport> into)
    {
        into.Clear();
        lock (_lock)
            into.AddRange(_connections.Keys);
    }

    /// <summary>Completes when no connection is open. From now on new ones are dropped.</summary>
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

    private void Uncount(ClientNetwork client)
    {
        if (--_perClient[client] == 0)
            _perClient.Remove(client);
    }

    // The client is the one for whom a connection that is served counts.
    private readonly record struct Entry(Admission Admission, ClientNetwork Client);
}
