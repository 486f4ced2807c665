namespace SmtpGen.Testing.Sessions;

/// <summary>The transcripts of a server's sessions.</summary>
internal sealed class SessionLog
{
    private readonly Lock _lock = new();
    private readonly List<SessionTranscript> _sessions = [];

    public IReadOnlyList<SessionTranscript> All
    {
        get
        {
            lock (_lock)
                return [.. _sessions];
        }
    }

    public SessionTranscript Begin()
    {
        var transcript = new SessionTranscript();
        lock (_lock)
            _sessions.Add(transcript);
        return transcript;
    }

    public void Clear()
    {
        lock (_lock)
            _sessions.Clear();
    }
}
