namespace SmtpGen.Architecture.Tests;

/// <summary>Namespaces of an assembly use each other in one direction.</summary>
public sealed class NamespaceTests
{
    /// <summary>Names of the assemblies.</summary>
    public static TheoryData<string> Assemblies => [.. ShippedAssembly.Names()];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void No_namespace_uses_one_that_uses_it(string assembly) =>
        Assert.Equal("", string.Join('\n', Read(assembly).Circular().Select(use => $"{use.From} -> {use.To}")));

    [Fact]
    public void A_cycle_is_found_however_long()
    {
        var graph = new NamespaceGraph([("A", "B"), ("B", "C"), ("C", "A"), ("C", "D"), ("A", "A")]);

        Assert.Equal([("A", "B"), ("B", "C"), ("C", "A")], graph.Circular());
        Assert.Empty(new NamespaceGraph([("A", "B"), ("B", "C"), ("C", "D"), ("A", "A")]).Circular());
    }

    private static NamespaceGraph Read(string assembly) =>
        TypeUses.Read(ShippedAssembly.PathOf(assembly));
}
