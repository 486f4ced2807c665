using Microsoft.CodeAnalysis.Operations;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <summary>Logic with truths, where one that says nothing of a client comes with whatever outcome it has.</summary>
internal static class Truths
{
    /// <summary>A truth as it holds on one of two ways, on one of which nothing may be known of it; null: it is not a truth.</summary>
    public static TestValue? Join(Knowledge here, KnownValue? value, Knowledge there, KnownValue? other)
    {
        if (value is not (TruthValue or TestValue) && other is not (TruthValue or TestValue))
            return null;
        var joined = TestValue.Nothing;
        foreach (var client in here.Clients.Union(there.Clients))
        {
            var split = (SplitOf(here, value, client), SplitOf(there, other, client)) switch
            {
                ({ } a, { } b) => a.Join(b),
                var (a, b) => a ?? b,
            };
            joined = new TestValue(joined.Splits.Add(client, split!));
        }

        return joined;
    }

    /// <summary>Both truths, or one of them, as an operator combines them; null: nothing is known.</summary>
    public static KnownValue? Combine(Knowledge now, BinaryOperatorKind kind, KnownValue? left, KnownValue? right) => kind switch
    {
        BinaryOperatorKind.And => And(now, left, right),
        BinaryOperatorKind.Or => Not(And(now, Not(left), Not(right))),
        _ => null,
    };

    /// <summary>The opposite truth; null: nothing is known.</summary>
    public static KnownValue? Not(KnownValue? value) => value switch
    {
        TestValue test => test.Not(),
        TruthValue known => new TruthValue(!known.Truth),
        _ => null,
    };

    private static KnownValue? And(Knowledge now, KnownValue? left, KnownValue? right) => (left, right) switch
    {
        (TruthValue { Truth: true }, _) => right,
        (_, TruthValue { Truth: true }) => left,
        (TruthValue, _) => left,
        (_, TruthValue) => right,
        (TestValue test, TestValue other) => Both(now, test, other),
        (TestValue test, null) => Both(now, test, TestValue.Nothing),
        (null, TestValue test) => Both(now, test, TestValue.Nothing),
        _ => null,
    };

    private static TestValue Both(Knowledge now, TestValue left, TestValue right) =>
        new TestValue(left.Splits.AddRange(right.Splits.RemoveRange(left.Splits.Keys))).Select((client, split) =>
        {
            var a = SplitOf(now, left, client) ?? split;
            var b = SplitOf(now, right, client) ?? split;
            return new Split(a.WhenTrue.Intersect(b.WhenTrue), a.WhenFalse.Union(b.WhenFalse));
        });

    private static Split? SplitOf(Knowledge now, KnownValue? value, Place client)
    {
        if (value is TestValue test && test.Splits.TryGetValue(client, out var split))
            return split;
        if (now.Find(client)?.Outcomes is not { } all)
            return null;
        var none = all.Universe.None;
        return value is TruthValue known ? new Split(known.Truth ? all : none, known.Truth ? none : all) : new Split(all, all);
    }
}
