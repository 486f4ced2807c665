using SmtpGen.Benchmarks.Peers.Receivers;

namespace SmtpGen.Benchmarks.Peers.Loads;

/// <summary>What receivers are put under, in turn.</summary>
/// <param name="id">What the command line calls it.</param>
/// <param name="title">What the tables call it.</param>
/// <param name="needs">What it asks of a receiver.</param>
/// <param name="references">The receivers that ratios are taken to.</param>
internal abstract class Load(string id, string title, Needs needs, params string[] references)
{
    public string Id { get; } = id;

    public string Title { get; } = title;

    public Needs Needs { get; } = needs;

    public IReadOnlyList<string> References { get; } = references;

    /// <summary>What a chart is drawn of.</summary>
    public abstract IReadOnlyList<Figure> Charted { get; }

    /// <summary>Whether a receiver can be measured.</summary>
    public virtual bool Takes(Receiver receiver) => receiver.CanTake(Needs);

    /// <summary>How many rounds it takes, where the user wants so many.</summary>
    public virtual int Rounds(int wanted) => wanted;

    /// <summary>Gets a receiver ready to be measured in rounds.</summary>
    /// <exception cref="NotAcknowledgedException">It did not do what it was asked to.</exception>
    public abstract Task<IContestant> PrepareAsync(Receiver receiver, double scale);
}

/// <summary>A receiver that is ready to be measured under a load.</summary>
internal interface IContestant : IAsyncDisposable
{
    Receiver Receiver { get; }

    /// <summary>Measures it once.</summary>
    /// <exception cref="NotAcknowledgedException">It did not do what it was asked to.</exception>
    Task<Sample> MeasureAsync();

    /// <summary>What is measured in a run of its own after the rounds, because it disturbs the others.</summary>
    Task<Sample> MeasureApartAsync() => Task.FromResult(new Sample());
}
