using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using SmtpGen.Mail;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Sasl;
using SmtpGen.Server;
using SmtpGen.Server.Hosting;
using SmtpGen.Storage;

namespace SmtpGen.Benchmarks.Logins;

/// <summary>
/// What a flood of wrong passwords costs others: the time of a whole session with a message that is stored, with and without
/// clients that pipeline AUTH PLAIN and come back as soon as they are hung up on. Both are measured by turns.
/// </summary>
internal static class LoginFlood
{
    private const int Sessions = 15;

    private static readonly byte[] s_message = Encoding.ASCII.GetBytes(
        "EHLO c.example\r\nMAIL FROM:<a@c.example>\r\nRCPT TO:<b@mx.example>\r\nDATA\r\n");

    public static async Task RunAsync(int rounds)
    {
        InlineCompletions.Enable();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("smtpgen-flood-");
        try
        {
            string users = Path.Combine(folder.FullName, "users");
            await File.WriteAllTextAsync(users, UserEntry.CreateScram("alice", "secret"));
            var options = new SmtpServerOptions { Users = users, AllowPlaintextWithoutTls = true };
            options.Listen.Add("127.0.0.1:0");
            await using IMessageStore store = MaildirMessageStore.Open(Path.Combine(folder.FullName, "mail"));
            await using var server = new ProtocolServer(options, new Storing(store, options), NullLogger.Instance);
            await server.StartAsync();
            foreach ((int clients, int addresses) in ((int, int)[])[(10, 1), (90, 1), (90, 90)])
                await CompareAsync(server.EndPoints[0], clients, addresses, rounds);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task CompareAsync(IPEndPoint server, int clients, int addresses, int rounds)
    {
        var quiet = new List<double>();
        var attacked = new List<double>();
        for (int round = 0; round < rounds; round++)
        {
            await MeasureAsync(server, quiet);
            using var stop = new CancellationTokenSource();
            Task[] flood = [.. Enumerable.Range(0, clients).Select(i => GuessAsync(server, $"127.0.{1 + round}.{1 + (i % addresses)}", stop.Token))];
            await Task.Delay(200);
            await MeasureAsync(server, attacked);
            await stop.CancelAsync();
            await Task.WhenAll(flood);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{clients} clients of {addresses} addresses: median {Median(quiet):0.0} ms without, {Median(attacked):0.0} ms with, ratio {Median(attacked) / Median(quiet):0.00}; slowest {quiet.Max():0.0} and {attacked.Max():0.0} ms; {HashQueue.Shared.Waiting} hashes left"));
    }

    private static async Task MeasureAsync(IPEndPoint server, List<double> times)
    {
        for (int i = 0; i < Sessions; i++)
        {
            long start = Stopwatch.GetTimestamp();
            using var client = new TcpClient { NoDelay = true };
            await client.ConnectAsync(server);
            using var reader = new StreamReader(client.GetStream());
            await reader.ReadLineAsync();
            await client.GetStream().WriteAsync(s_message);
            while (await reader.ReadLineAsync() is { } line && !line.StartsWith("354", StringComparison.Ordinal))
            {
            }

            await client.GetStream().WriteAsync("Subject: x\r\n\r\nHello\r\n.\r\nQUIT\r\n"u8.ToArray());
            string end = await reader.ReadToEndAsync();
            if (!end.StartsWith("250", StringComparison.Ordinal))
                throw new InvalidOperationException($"The message was not taken: {end}");
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
    }

    private static async Task GuessAsync(IPEndPoint server, string from, CancellationToken cancellationToken)
    {
        string guess = $"AUTH PLAIN {Convert.ToBase64String("\0alice\0wrong"u8)}\r\n";
        byte[] said = Encoding.ASCII.GetBytes("EHLO x\r\n" + string.Concat(Enumerable.Repeat(guess, 60)));
        byte[] heard = new byte[4096];
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
                await socket.ConnectAsync(server, cancellationToken);
                await socket.SendAsync(said, cancellationToken);
                while (await socket.ReceiveAsync(heard, cancellationToken) > 0)
                {
                }
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException)
            {
                // Hung up on, or done.
            }
        }
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private sealed class Storing(IMessageStore store, SmtpServerOptions options) : ISessionFactory
    {
        private readonly SmtpReceiverSetup _setup = new(options, NullLogger.Instance);

        public SessionLease Create()
        {
            var receiver = new StoreReceiver(store) { WritesTrace = false };
            _setup.Prepare(receiver);
            return new SessionLease(new SmtpSession(receiver, options.Protocol));
        }
    }
}
