using SmtpGen.Benchmarks.Peers.Processes;

namespace SmtpGen.Benchmarks.Peers.Loads;

/// <summary>Sends messages to a receiver.</summary>
internal interface IClient
{
    /// <summary>The fewest messages that make sense, such as one for each session.</summary>
    int Fewest { get; }

    /// <summary>Whether it sends at a rate of its own.</summary>
    bool IsPaced { get; }

    /// <summary>Whether it is a process of its own, whose processor time can be told.</summary>
    bool IsProcess { get; }

    /// <summary>Sends messages, and waits until all are acknowledged.</summary>
    /// <exception cref="NotAcknowledgedException">One was not.</exception>
    Task<Sent> SendAsync(ReceiverProcess server, int messages);
}

/// <summary>What sending took.</summary>
/// <param name="Seconds">By the clock.</param>
/// <param name="Processor">The receiver's processor time.</param>
/// <param name="Allocated">Bytes that the receiver allocated; null where it does not tell.</param>
internal readonly record struct Sent(double Seconds, ProcessorTime Processor, long? Allocated);
