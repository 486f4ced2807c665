namespace SmtpGen.Fuzz.Targets;

/// <summary>Code that takes octets from outside, and what must hold whatever they are.</summary>
internal abstract class FuzzTarget
{
    /// <summary>All targets.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new BodyTarget(), new ClientTarget(), new GrammarTarget(), new ProxyTarget(), new SessionTarget(), new SpecificationTarget(),
    ];

    /// <summary>Name of the target and of the folder of its corpus.</summary>
    public abstract string Name { get; }

    /// <summary>How many mutations of the corpus a test run tries; a few seconds' worth.</summary>
    public abstract int Mutations { get; }

    /// <summary>The target of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static FuzzTarget Named(string name) => All.FirstOrDefault(target => target.Name == name)
        ?? throw new ArgumentException($"There is no target '{name}'; there are {string.Join(", ", All.Select(target => target.Name))}.", nameof(name));

    /// <summary>Runs the code over an input; throws where something does not hold.</summary>
    public abstract void Run(byte[] input);
}
