using System.Runtime.CompilerServices;

namespace SmtpGen.Server.Connections;

/// <summary>
/// A few threads for what keeps a processor busy, so that the threads that poll the sockets never do it. Clients take turns, and
/// none has more than one thread at a time: one that asks for much waits behind itself. What waits holds no thread.
/// </summary>
internal sealed class FairThreads(string name, int most)
{
    private readonly object _lock = new();
    private readonly Dictionary<ClientNetwork, Queue<Action>> _work = [];
    private readonly Queue<ClientNetwork> _next = new();
    private int _threads;
    private int _idle;

    /// <summary>The threads for TLS handshakes of all servers of this process. Half of the processors: the others poll.</summary>
    public static FairThreads Handshakes { get; } = new("smtpgen handshakes", Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>Awaited, goes on on one of the threads when it is the client's turn.</summary>
    public Turn TurnOf(ClientNetwork client) => new(this, client);

    /// <summary>Awaited, goes on on the thread pool.</summary>
    public static ConfiguredTaskAwaitable LeaveAsync() => Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);

    private void Add(ClientNetwork client, Action step)
    {
        lock (_lock)
        {
            // A client that is known has its turn, or waits for it.
            if (!_work.TryGetValue(client, out var steps))
            {
                _work.Add(client, steps = new Queue<Action>());
                _next.Enqueue(client);
            }

            steps.Enqueue(step);
            Monitor.Pulse(_lock);
            if (_idle > 0 || _threads == most)
                return;
            _threads++;
        }

        new Thread(Work) { IsBackground = true, Name = name }.Start();
    }

    private void Work()
    {
        while (true)
        {
            var step = Take(out var client);
            step();
            EndTurn(client);
        }
    }

    private Action Take(out ClientNetwork client)
    {
        lock (_lock)
        {
            while (!_next.TryDequeue(out client))
            {
                _idle++;
                Monitor.Wait(_lock);
                _idle--;
            }

            return _work[client].Dequeue();
        }
    }

    private void EndTurn(ClientNetwork client)
    {
        lock (_lock)
        {
            if (_work[client].Count == 0)
                _work.Remove(client);
            else
                _next.Enqueue(client);
        }
    }

    /// <summary>Moves what awaits it to one of the threads.</summary>
    public readonly struct Turn(FairThreads threads, ClientNetwork client) : ICriticalNotifyCompletion
    {
        /// <summary>Never: waiting once more is how a client lets others go first.</summary>
        public bool IsCompleted => false;

        public Turn GetAwaiter() => this;

        public void GetResult()
        {
        }

        public void OnCompleted(Action continuation) => threads.Add(client, continuation);

        public void UnsafeOnCompleted(Action continuation) => threads.Add(client, continuation);
    }
}
