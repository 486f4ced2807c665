using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SmtpGen.Tool.Tests;

public sealed class DescriptorTests
{
    // The program itself needs about half of them; one address may hold 100 connections.
    private const int Descriptors = 150;

    [Fact]
    public async Task A_server_that_ran_out_of_file_descriptors_serves_again_when_clients_leave()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a shell whose ulimit bounds the file descriptors of a program");
        using var folder = new TemporaryFolder();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        using var server = Start(folder["store.db"]);
        try
        {
            string listening = (await server.StandardOutput.ReadLineAsync(patience.Token))!;
            var endPoint = IPEndPoint.Parse(listening.Split(' ', ',')[2]);
            using (var before = await MailClient.GreetedAsync(endPoint))
                Assert.StartsWith("250", await before.SendAsync("before"));

            var flood = new List<Socket>();
            for (int i = 0; i < Descriptors; i++)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                flood.Add(socket);
                await ConnectAsync(socket, endPoint, patience.Token);
            }

            Assert.Contains("Cannot accept connections", await server.StandardError.ReadLineAsync(patience.Token));
            foreach (var socket in flood)
                socket.Dispose();

            using var after = await GreetedAsync(endPoint, patience.Token);
            Assert.StartsWith("250", await after.SendAsync("after"));
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync(CancellationToken.None);
        }
    }

    // The server may close the connection before the client knows that it has one.
    private static async Task ConnectAsync(Socket socket, IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        try
        {
            await socket.ConnectAsync(endPoint, cancellationToken);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionReset)
        {
        }
    }

    // It takes the server a moment to see that the others have left.
    private static async Task<MailClient> GreetedAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await MailClient.GreetedAsync(endPoint);
            }
            catch (Exception exception) when (exception is IOException or SocketException or Xunit.Sdk.XunitException)
            {
                await Task.Delay(50, cancellationToken);
            }
        }
    }

    private static Process Start(string store)
    {
        string[] arguments = TestedProgram.Command("serve", "--listen", "127.0.0.1:0", "--store", store);
        return Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"ulimit -n {Descriptors} && exec \"$@\"", "sh", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }
}
