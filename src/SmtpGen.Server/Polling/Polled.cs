namespace SmtpGen.Server.Polling;

/// <summary>What a loop polls.</summary>
internal abstract class Polled
{
    /// <summary>What the loop knows it by.</summary>
    public long Key { get; set; }

    /// <summary>Something happened. Called by the thread that leads the loop, which may block: another leads then.</summary>
    /// <param name="events">What happened: <see cref="Libc.In"/> and so on.</param>
    public abstract void Happen(uint events);
}
