namespace SmtpGen.Architecture.Tests;

/// <summary>Namespaces of an assembly use each other in one direction.</summary>
public sealed class NamespaceTests
{
    // Without these no cycle is left. Each is to be removed, and none may be added.
    private static readonly (string From, string To)[] s_known =
    [
        ("SmtpGen.Runtime", "SmtpGen.Runtime.Bodies"),
        ("SmtpGen.Server", "SmtpGen.Server.Connections"),
        ("SmtpGen.Server", "SmtpGen.Server.Hosting"),
        ("SmtpGen.Server", "SmtpGen.Server.Logging"),
        ("SmtpGen.Server", "SmtpGen.Server.Transport"),
        ("SmtpGen.Server.Certificates", "SmtpGen.Server"),
        ("SmtpGen.Server.Connections", "SmtpGen.Server.Transport"),
        ("SmtpGen.Server.Proxy", "SmtpGen.Server.Transport"),
        ("SmtpGen.Testing", "SmtpGen.Testing.Sessions"),
        ("SmtpGen.Testing.Faults", "SmtpGen.Testing.Sessions"),
        ("SmtpGen.Tool", "SmtpGen.Tool.Commands"),
        ("SmtpGen.Tool", "SmtpGen.Tool.Layout"),
        ("SmtpGen.Tool.Commands", "SmtpGen.Tool.Sending"),
        ("SmtpGen.Tool.Json", "SmtpGen.Tool.Sending"),
        ("SmtpGen.Tool.Serve.Configuration", "SmtpGen.Tool.Commands"),
    ];

    /// <summary>Names of the assemblies.</summary>
    public static TheoryData<string> Assemblies => [.. ShippedAssembly.All().Select(path => Path.GetFileNameWithoutExtension(path))];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void No_namespace_uses_one_that_uses_it(string assembly) =>
        Assert.Equal("", string.Join('\n', Read(assembly).Without(s_known).Circular().Select(use => $"{use.From} -> {use.To}")));

    [Fact]
    public void Every_use_that_is_known_to_close_a_cycle_still_does()
    {
        var graphs = Assemblies.Select(row => Read(row.Data)).ToList();

        Assert.All(s_known, known => Assert.Contains(graphs, graph => graph.Without(s_known.Where(other => other != known)).Circular().Contains(known)));
    }

    [Fact]
    public void A_cycle_is_found_however_long()
    {
        var graph = new NamespaceGraph([("A", "B"), ("B", "C"), ("C", "A"), ("C", "D"), ("A", "A")]);

        Assert.Equal([("A", "B"), ("B", "C"), ("C", "A")], graph.Circular());
        Assert.Empty(graph.Without([("C", "A")]).Circular());
    }

    private static NamespaceGraph Read(string assembly) =>
        TypeUses.Read(ShippedAssembly.All().Single(path => Path.GetFileNameWithoutExtension(path) == assembly));
}
