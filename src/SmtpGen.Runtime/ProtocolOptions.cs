using System.Text;
using SmtpGen.Runtime.Bodies;

namespace SmtpGen.Runtime;

/// <summary>What can be configured of every protocol; generated options add the protocol's own limits and switches.</summary>
public abstract class ProtocolOptions
{
    private string _hostName = "localhost";

    /// <summary>The name the server calls itself: a domain, printable ASCII without spaces.</summary>
    /// <exception cref="ArgumentException">The name is empty or holds other characters.</exception>
    public string HostName
    {
        get => _hostName;
        set
        {
            if (string.IsNullOrEmpty(value) || value.Any(c => c is <= ' ' or >= (char)127))
                throw new ArgumentException($"HostName '{value}' must be a domain name in printable ASCII without spaces.", nameof(value));
            _hostName = value;
            HostNameOctets = Encoding.ASCII.GetBytes(value);
        }
    }

    /// <summary><see cref="HostName"/> as it is sent.</summary>
    public ReadOnlyMemory<byte> HostNameOctets { get; private set; } = "localhost"u8.ToArray();

    /// <summary>What happens to a stray CR or LF in a body.</summary>
    public FramingPolicy Framing { get; set; } = FramingPolicy.Strict;

    /// <summary>Longest wait for a command.</summary>
    public TimeSpan CommandWait { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Longest wait for the next block of a body.</summary>
    public TimeSpan DataBlockWait { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>The switches that are on, as the machine asks for them.</summary>
    internal ulong OptionsOn => OptionBits;

    /// <summary>The extensions that are switched on, as the machine asks for them.</summary>
    internal ulong ExtensionsOn => ExtensionBits;

    /// <summary>The switches of the protocol that are on, a bit each.</summary>
    protected virtual ulong OptionBits => 0;

    /// <summary>The extensions of the protocol that are switched on, a bit each.</summary>
    protected virtual ulong ExtensionBits => 0;

    /// <summary>Whether a switch of the protocol is on, by the name of its property; false for one it does not have.</summary>
    public virtual bool IsOn(string option) => false;

    /// <summary>Turns a switch of the protocol, by the name of its property; nothing happens for one the protocol does not have.</summary>
    public virtual void Turn(string option, bool isOn)
    {
    }

    /// <summary>
    /// The switches that one stands for, by their names in the specification: <c>lenient-names</c>; empty for one that stands for
    /// itself, or that the protocol does not have.
    /// </summary>
    /// <param name="option">The name of its property.</param>
    public virtual IReadOnlyList<string> StandsFor(string option) => [];

    /// <summary>Offers an extension or takes it off the offer, by its name; nothing happens for one the protocol does not have.</summary>
    public virtual void Offer(string extension, bool isOn)
    {
    }

    /// <summary>The value of a limit of the protocol, by its place in the specification.</summary>
    protected virtual long LimitOf(int limit) => throw new ArgumentOutOfRangeException(nameof(limit), limit, "The protocol has no such limit.");

    /// <summary>The value of a limit, as the machine asks for it.</summary>
    internal long ValueOf(int limit) => LimitOf(limit);

    /// <summary>What is wrong with the values, a sentence each that names the option, the value and what is allowed.</summary>
    public virtual IEnumerable<string> Validate()
    {
        if (CommandWait <= TimeSpan.Zero)
            yield return $"CommandWait is {CommandWait}; it must be longer than zero.";
        if (DataBlockWait <= TimeSpan.Zero)
            yield return $"DataBlockWait is {DataBlockWait}; it must be longer than zero.";
    }
}
