/// What the command line can ask for: one function a subcommand, each in its own file of Commands.
package enum TalkBell {}
