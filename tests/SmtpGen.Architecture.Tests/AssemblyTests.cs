namespace SmtpGen.Architecture.Tests;

/// <summary>What the assemblies know of each other and of other people's: what docs/architecture.md promises.</summary>
public sealed class AssemblyTests
{
    [Fact]
    public void The_language_does_not_know_Roslyn() => Assert.DoesNotContain(
        ShippedAssembly.References("SmtpGen.Language"), name => name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal));

    [Theory]
    [InlineData("SmtpGen.Runtime")]
    [InlineData("SmtpGen.Protocols")]
    public void Runtime_and_protocols_do_not_know_sockets(string assembly) =>
        Assert.DoesNotContain("System.Net.Sockets", ShippedAssembly.References(assembly));

    [Fact]
    public void The_server_stands_on_the_runtime_alone() => Assert.Equal(["SmtpGen.Runtime"], Ours("SmtpGen.Server"));

    [Fact]
    public void The_protocols_stand_on_the_runtime_alone() => Assert.Equal(["SmtpGen.Runtime"], Ours("SmtpGen.Protocols"));

    [Fact]
    public void Who_keeps_mail_in_a_Maildir_needs_the_envelope_and_nothing_but_the_platform() => Assert.Equal(
        ["SmtpGen.Envelopes"], ShippedAssembly.References("SmtpGen.Storage").Where(name => !name.StartsWith("System.", StringComparison.Ordinal)));

    [Fact]
    public void Who_sends_mail_knows_no_server() => Assert.Equal(
        ["SmtpGen.Envelopes", "SmtpGen.Protocols", "SmtpGen.Runtime", "SmtpGen.Sasl"], Ours("SmtpGen.Client").Order(StringComparer.Ordinal));

    [Fact]
    public void The_protocols_are_purely_generated()
    {
        string[] sources = ShippedAssembly.Sources("SmtpGen.Protocols");
        Assert.Contains(sources, source => source.EndsWith(".g.cs", StringComparison.Ordinal));
        Assert.DoesNotContain(sources, source => !source.EndsWith(".g.cs", StringComparison.Ordinal) && !source.Contains("/obj/", StringComparison.Ordinal));
    }

    [Fact]
    public void Only_the_packages_that_hand_out_take_or_show_its_messages_know_MimeKit_beside_the_tool() => Assert.Equal(
        ["SmtpGen.Client.MimeKit", "SmtpGen.Testing", "SmtpGen.Web", "smtpgen"],
        ShippedAssembly.Names().Where(name => ShippedAssembly.References(name).Contains("MimeKit")).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("SmtpGen.Server")]
    [InlineData("SmtpGen.Runtime")]
    public void Server_and_runtime_name_no_command(string assembly)
    {
        string[] verbs = Verbs();
        Assert.Contains("XCLIENT", verbs);
        Assert.Contains("QUIT", Literals.In(ShippedAssembly.PathOf("SmtpGen.Protocols")));
        Assert.Empty(Literals.In(ShippedAssembly.PathOf(assembly)).Intersect(verbs));
    }

    private static string[] Verbs() =>
    [
        .. from protocol in new[] { "Smtp", "Lmtp", "Pop3" }
           from command in ShippedAssembly.Fields("SmtpGen.Protocols", protocol + "Command")
           select command.ToUpperInvariant(),
    ];

    private static IEnumerable<string> Ours(string assembly) =>
        ShippedAssembly.References(assembly).Where(name => name.StartsWith("SmtpGen", StringComparison.Ordinal));
}
