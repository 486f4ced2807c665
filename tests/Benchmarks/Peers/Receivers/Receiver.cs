namespace SmtpGen.Benchmarks.Peers.Receivers;

/// <summary>A server that is measured: what it offers, how it is had, and how it is started.</summary>
/// <param name="Id">What the command line calls it.</param>
/// <param name="Title">What the tables call it.</param>
/// <param name="Offers">What loads may ask of it.</param>
/// <param name="Command">How it is started.</param>
internal sealed record Receiver(string Id, string Title, Needs Offers, Func<Place, CommandLine> Command)
{
    /// <summary>Builds or looks for what it takes; a sentence that says what is missing, or null.</summary>
    public Func<Task<string?>> PrepareAsync { get; init; } = () => Task.FromResult<string?>(null);

    /// <summary>Whether it tells how much it allocated, for each line of its standard input.</summary>
    public bool TellsAllocations { get; init; }

    /// <summary>How it is ended where its processes outlive the one that was started; null: by a kill.</summary>
    public Func<Place, CommandLine>? Stop { get; init; }

    /// <summary>Whether it can be measured under a load.</summary>
    public bool CanTake(Needs needs) => (Offers & needs) == needs;
}

/// <summary>What a receiver is started with.</summary>
/// <param name="Port">The port of 127.0.0.1 that it listens on.</param>
/// <param name="Folder">A folder of its own, which is deleted afterwards.</param>
/// <param name="Needs">What the load asks of it.</param>
internal sealed record Place(int Port, string Folder, Needs Needs)
{
    public string PortText => Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The options that stand for what the load asks.</summary>
    public IEnumerable<string> When(Needs need, params string[] options) => Needs.HasFlag(need) ? options : [];
}

/// <summary>A program with its arguments.</summary>
internal sealed record CommandLine(string Program, params IReadOnlyList<string> Arguments);
