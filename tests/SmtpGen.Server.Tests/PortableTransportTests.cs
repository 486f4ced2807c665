using System.Diagnostics;
using SmtpGen.Server.Tests.Proxy;
using SmtpGen.Server.Tests.Tls;

namespace SmtpGen.Server.Tests;

/// <summary>What holds with the transport that this system has by itself holds with .NET's sockets too: other tests are run again with them.</summary>
public sealed class PortableTransportTests
{
    [Theory(Timeout = 600_000)]
    [InlineData(typeof(BlockingHandlerTests))]
    [InlineData(typeof(ClientLeftTests))]
    [InlineData(typeof(ConversationTests))]
    [InlineData(typeof(ImplicitTlsTests))]
    [InlineData(typeof(LimitTests))]
    [InlineData(typeof(ListenTests))]
    [InlineData(typeof(ProxyListenerTests))]
    [InlineData(typeof(StopTests))]
    public async Task What_holds_with_epoll_holds_with_the_sockets_of_NET(Type tests)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])["exec", typeof(PortableTransportTests).Assembly.Location, "-class", tests.FullName!])
            start.ArgumentList.Add(argument);
        start.Environment["SMTPGEN_TRANSPORT"] = "portable";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output + await error);
        Assert.DoesNotContain("Total: 0", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TransportKind.Epoll, false)]
    [InlineData(TransportKind.Portable, true)]
    public async Task A_server_has_the_transport_that_it_is_told_to_have(TransportKind kind, bool isPortable)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || isPortable, "this system has no epoll");
        string? thread = null;
        await using var server = await TestProtocol.PingServer.StartAsync(
            options => (options.Transport, options.HandlersNeverBlock) = (kind, true),
            _ =>
            {
                thread = Thread.CurrentThread.Name;
                return default;
            });
        using var client = await server.GreetedAsync();
        await client.SendAsync("ASK\r\n");
        Assert.Equal("250 asked", await client.LineAsync());
        Assert.Equal(!isPortable, thread == "smtpgen handlers");
    }

    [Fact]
    public void A_transport_that_there_is_not_is_a_mistake_that_names_those_there_are()
    {
        var options = new ServerOptions { Transport = (TransportKind)7, Listen = { "127.0.0.1:0" } };
        Assert.Equal(["Transport is 7; it must be Automatic, Epoll or Portable."], options.Validate());
    }
}
