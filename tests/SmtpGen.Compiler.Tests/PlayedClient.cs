using System.Globalization;
using System.Reflection;
using System.Text;
using SmtpGen.Runtime.Client;

namespace SmtpGen.Compiler.Tests;

/// <summary>A generated client machine, which is told what a server says an octet at a time.</summary>
internal sealed class PlayedClient(ClientMachine machine)
{
    /// <summary>The client machine of a generation without findings.</summary>
    public static PlayedClient Of(Generation generation, string type)
    {
        Assert.Empty(generation.Findings());
        Assert.Empty(generation.Diagnostics());
        return new PlayedClient((ClientMachine)Activator.CreateInstance(generation.Load().GetType(type)!)!);
    }

    /// <summary>What is written, an octet for each character; arguments that are left out have their defaults.</summary>
    public string Say(string method, params object?[] arguments)
    {
        var action = machine.GetType().GetMethod(method)!;
        object?[] all = [.. action.GetParameters().Select((parameter, i) => i < arguments.Length ? arguments[i] : parameter.DefaultValue)];
        action.Invoke(machine, BindingFlags.DoNotWrapExceptions, null, all, CultureInfo.InvariantCulture);
        string said = Encoding.Latin1.GetString(machine.PendingOutput.Written.Span);
        machine.PendingOutput.Clear();
        return said;
    }

    /// <summary>The reply that a server's octets are.</summary>
    public ClientReply Hear(string octets)
    {
        byte[] heard = Encoding.UTF8.GetBytes(octets);
        for (int i = 0; i < heard.Length; i++)
        {
            ReadOnlySpan<byte> next = heard.AsSpan(i, 1);
            if (machine.Read(ref next) is not { } reply)
                continue;
            Assert.Equal(heard.Length, i + 1);
            return reply;
        }

        throw new InvalidOperationException($"\"{octets}\" is not a whole reply.");
    }
}
