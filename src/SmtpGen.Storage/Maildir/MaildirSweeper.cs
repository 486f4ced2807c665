namespace SmtpGen.Storage;

/// <summary>Sweeps a Maildir from time to time: a server may run for months, and mail readers delete messages meanwhile.</summary>
internal sealed class MaildirSweeper : IDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromHours(1);

    private readonly MaildirFolders _folders;
    private readonly ITimer _timer;
    private int _isSweeping;

    public MaildirSweeper(MaildirFolders folders, TimeProvider time)
    {
        _folders = folders;
        _timer = time.CreateTimer(_ => Start(), state: null, s_interval, s_interval);
    }

    public void Dispose() => _timer.Dispose();

    // On a thread of its own: going through a large mailbox blocks for seconds, and those of the pool serve sessions.
    private void Start()
    {
        if (Interlocked.Exchange(ref _isSweeping, 1) != 0)
            return;
        // Without a thread to spare the next hour has to do.
        if (!SpareThread.TryStart(new Thread(Sweep) { Name = $"sweep {_folders.Root}", IsBackground = true }))
            Volatile.Write(ref _isSweeping, 0);
    }

    private void Sweep()
    {
        try
        {
            new MaildirSweep(_folders).Run();
        }
        catch (Exception exception) when (StoreException.IsFileFailure(exception))
        {
            // The mailbox cannot be read now; deliveries report that themselves.
        }
        finally
        {
            Volatile.Write(ref _isSweeping, 0);
        }
    }
}
