# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_rosterctl_global_optspecs
    string join \n db= json h/help V/version
end

function __fish_rosterctl_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_rosterctl_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_rosterctl_using_subcommand
    set -l cmd (__fish_rosterctl_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c rosterctl -n "__fish_rosterctl_needs_command" -l db -d 'Use this roster instead of your own' -r -F
complete -c rosterctl -n "__fish_rosterctl_needs_command" -l json -d 'Write results and errors for programs, as JSON'
complete -c rosterctl -n "__fish_rosterctl_needs_command" -s h -l help -d 'Print help'
complete -c rosterctl -n "__fish_rosterctl_needs_command" -s V -l version -d 'Print version'
complete -c rosterctl -n "__fish_rosterctl_needs_command" -f -a "init" -d 'Make a roster and its first administrator'
complete -c rosterctl -n "__fish_rosterctl_needs_command" -f -a "user" -d 'Add, find, change and delete people'
complete -c rosterctl -n "__fish_rosterctl_needs_command" -f -a "avatar" -d 'Set, get and remove pictures'
complete -c rosterctl -n "__fish_rosterctl_needs_command" -f -a "group" -d 'Add, change and delete groups, and say who is in them'
complete -c rosterctl -n "__fish_rosterctl_needs_command" -f -a "history" -d 'List what was done, newest first'
complete -c rosterctl -n "__fish_rosterctl_needs_command" -f -a "undo" -d 'Undo what was done: one event, or an action on many people as a whole'
complete -c rosterctl -n "__fish_rosterctl_needs_command" -f -a "import" -d 'Bring people in: from a table, from a Django site\'s database, or from another roster'
complete -c rosterctl -n "__fish_rosterctl_needs_command" -f -a "export" -d 'Take people out: as a table, as JSON or as cards for address books'
complete -c rosterctl -n "__fish_rosterctl_needs_command" -f -a "backup" -d 'Make a backup of the roster'
complete -c rosterctl -n "__fish_rosterctl_needs_command" -f -a "restore" -d 'Put a backup in the place of the roster'
complete -c rosterctl -n "__fish_rosterctl_needs_command" -f -a "check" -d 'Look the roster over, and mend what can be mended'
complete -c rosterctl -n "__fish_rosterctl_needs_command" -f -a "demo" -d 'Add invented people, to look around with'
complete -c rosterctl -n "__fish_rosterctl_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand init" -l username -d 'The name to sign in with' -r
complete -c rosterctl -n "__fish_rosterctl_using_subcommand init" -l email -d 'E-mail address; one can sign in with it too' -r
complete -c rosterctl -n "__fish_rosterctl_using_subcommand init" -l first-name -d 'First name' -r
complete -c rosterctl -n "__fish_rosterctl_using_subcommand init" -l last-name -d 'Last name' -r
complete -c rosterctl -n "__fish_rosterctl_using_subcommand init" -l db -d 'Use this roster instead of your own' -r -F
complete -c rosterctl -n "__fish_rosterctl_using_subcommand init" -l password-stdin -d 'Take the password from the first line of standard input instead of asking for it'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand init" -l json -d 'Write results and errors for programs, as JSON'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand init" -s h -l help -d 'Print help'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and not __fish_seen_subcommand_from list show add set password unlock verify delete restore help" -l db -d 'Use this roster instead of your own' -r -F
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and not __fish_seen_subcommand_from list show add set password unlock verify delete restore help" -l json -d 'Write results and errors for programs, as JSON'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and not __fish_seen_subcommand_from list show add set password unlock verify delete restore help" -s h -l help -d 'Print help'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and not __fish_seen_subcommand_from list show add set password unlock verify delete restore help" -f -a "list" -d 'List or count people'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and not __fish_seen_subcommand_from list show add set password unlock verify delete restore help" -f -a "show" -d 'Show everything about a person'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and not __fish_seen_subcommand_from list show add set password unlock verify delete restore help" -f -a "add" -d 'Add a person'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and not __fish_seen_subcommand_from list show add set password unlock verify delete restore help" -f -a "set" -d 'Change an account or a profile'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and not __fish_seen_subcommand_from list show add set password unlock verify delete restore help" -f -a "password" -d 'Set another password, and end the person\'s sessions'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and not __fish_seen_subcommand_from list show add set password unlock verify delete restore help" -f -a "unlock" -d 'Let somebody try to sign in again at once, after too many wrong passwords'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and not __fish_seen_subcommand_from list show add set password unlock verify delete restore help" -f -a "verify" -d 'Tell whether a password is right'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and not __fish_seen_subcommand_from list show add set password unlock verify delete restore help" -f -a "delete" -d 'Move a person to the trash, or delete them for good'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and not __fish_seen_subcommand_from list show add set password unlock verify delete restore help" -f -a "restore" -d 'Take a person out of the trash, with everything'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and not __fish_seen_subcommand_from list show add set password unlock verify delete restore help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from list" -l search -d 'Only those who match: every word must be in username, e-mail, first or last name; "words in quotes" stay together' -r
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from list" -l filter -d 'Only those for whom this holds; may be repeated' -r
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from list" -l sort -d 'In this order, a "-" before what goes backwards [default: username]' -r
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from list" -l limit -d 'At most so many [default: everyone]' -r
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from list" -l offset -d 'Pass over so many first' -r
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from list" -l db -d 'Use this roster instead of your own' -r -F
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from list" -l count -d 'Only say how many match'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from list" -l json -d 'Write results and errors for programs, as JSON'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from show" -l db -d 'Use this roster instead of your own' -r -F
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from show" -l json -d 'Write results and errors for programs, as JSON'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from add" -l email -d 'E-mail address; one can sign in with it too' -r
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from add" -l first-name -d 'First name' -r
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from add" -l last-name -d 'Last name' -r
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from add" -l group -d 'A group to be in; may be repeated' -r
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from add" -l db -d 'Use this roster instead of your own' -r -F
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from add" -l staff -d 'May open the admin panel'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from add" -l superuser -d 'Has every permission'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from add" -l password-stdin -d 'Take the password from the first line of standard input instead of asking for it'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from add" -l temporary -d 'Make up a passphrase and print it; it works for 7 days and has to be changed at the first sign-in'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from add" -l no-password -d 'No password yet: no sign-in until one is set'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from add" -l json -d 'Write results and errors for programs, as JSON'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from set" -l username -d 'Another name to sign in with' -r
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from set" -l email -d 'E-mail address' -r
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from set" -l first-name -d 'First name' -r
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from set" -l last-name -d 'Last name' -r
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from set" -l bio -d 'A few words about the person' -r
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from set" -l location -d 'Where the person is' -r
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from set" -l birth-date -d 'Like 1987-04-09 or "9 April 1987"' -r
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from set" -l phone-number -d 'Phone number' -r
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from set" -l portfolio-site -d 'Web address' -r
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from set" -l staff -d 'May open the admin panel' -r -f -a "true\t''
false\t''"
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from set" -l superuser -d 'Has every permission' -r -f -a "true\t''
false\t''"
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from set" -l active -d 'May sign in' -r -f -a "true\t''
false\t''"
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from set" -l group -d 'Into a group (+) or out of it (-); may be repeated' -r
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from set" -l db -d 'Use this roster instead of your own' -r -F
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from set" -l json -d 'Write results and errors for programs, as JSON'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from password" -l db -d 'Use this roster instead of your own' -r -F
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from password" -l password-stdin -d 'Take the password from the first line of standard input instead of asking for it'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from password" -l temporary -d 'Make up a passphrase and print it; it works for 7 days and has to be changed at the next sign-in'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from password" -l json -d 'Write results and errors for programs, as JSON'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from password" -s h -l help -d 'Print help'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from unlock" -l db -d 'Use this roster instead of your own' -r -F
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from unlock" -l json -d 'Write results and errors for programs, as JSON'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from unlock" -s h -l help -d 'Print help'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from verify" -l db -d 'Use this roster instead of your own' -r -F
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from verify" -l password-stdin -d 'Take the password from the first line of standard input instead of asking for it'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from verify" -l json -d 'Write results and errors for programs, as JSON'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from delete" -l db -d 'Use this roster instead of your own' -r -F
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from delete" -l now -d 'For good, with profile and picture, instead of to the trash'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from delete" -l json -d 'Write results and errors for programs, as JSON'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from restore" -l db -d 'Use this roster instead of your own' -r -F
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from restore" -l json -d 'Write results and errors for programs, as JSON'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from restore" -s h -l help -d 'Print help'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "list" -d 'List or count people'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show everything about a person'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "add" -d 'Add a person'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "set" -d 'Change an account or a profile'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "password" -d 'Set another password, and end the person\'s sessions'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "unlock" -d 'Let somebody try to sign in again at once, after too many wrong passwords'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "verify" -d 'Tell whether a password is right'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "delete" -d 'Move a person to the trash, or delete them for good'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "restore" -d 'Take a person out of the trash, with everything'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand avatar; and not __fish_seen_subcommand_from set get remove help" -l db -d 'Use this roster instead of your own' -r -F
complete -c rosterctl -n "__fish_rosterctl_using_subcommand avatar; and not __fish_seen_subcommand_from set get remove help" -l json -d 'Write results and errors for programs, as JSON'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand avatar; and not __fish_seen_subcommand_from set get remove help" -s h -l help -d 'Print help'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand avatar; and not __fish_seen_subcommand_from set get remove help" -f -a "set" -d 'Set a person\'s picture: PNG, JPEG, WebP, GIF or BMP'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand avatar; and not __fish_seen_subcommand_from set get remove help" -f -a "get" -d 'Write a person\'s picture to a file'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand avatar; and not __fish_seen_subcommand_from set get remove help" -f -a "remove" -d 'Remove a person\'s picture'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand avatar; and not __fish_seen_subcommand_from set get remove help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand avatar; and __fish_seen_subcommand_from set" -l crop -d 'Show this square: left and top edge and side, in pixels of the upright picture [default: the largest in the middle]' -r
complete -c rosterctl -n "__fish_rosterctl_using_subcommand avatar; and __fish_seen_subcommand_from set" -l db -d 'Use this roster instead of your own' -r -F
complete -c rosterctl -n "__fish_rosterctl_using_subcommand avatar; and __fish_seen_subcommand_from set" -l json -d 'Write results and errors for programs, as JSON'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand avatar; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand avatar; and __fish_seen_subcommand_from get" -l size -d 'Side of the picture, in pixels' -r -f -a "512\t''
96\t''"
complete -c rosterctl -n "__fish_rosterctl_using_subcommand avatar; and __fish_seen_subcommand_from get" -l out -d 'The file to write; "-" for standard output' -r -F
complete -c rosterctl -n "__fish_rosterctl_using_subcommand avatar; and __fish_seen_subcommand_from get" -l db -d 'Use this roster instead of your own' -r -F
complete -c rosterctl -n "__fish_rosterctl_using_subcommand avatar; and __fish_seen_subcommand_from get" -l json -d 'Write results and errors for programs, as JSON'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand avatar; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand avatar; and __fish_seen_subcommand_from remove" -l db -d 'Use this roster instead of your own' -r -F
complete -c rosterctl -n "__fish_rosterctl_using_subcommand avatar; and __fish_seen_subcommand_from remove" -l json -d 'Write results and errors for programs, as JSON'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand avatar; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand avatar; and __fish_seen_subcommand_from help" -f -a "set" -d 'Set a person\'s picture: PNG, JPEG, WebP, GIF or BMP'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand avatar; and __fish_seen_subcommand_from help" -f -a "get" -d 'Write a person\'s picture to a file'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand avatar; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove a person\'s picture'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand avatar; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand group; and not __fish_seen_subcommand_from list show add set delete members help" -l db -d 'Use this roster instead of your own' -r -F
complete -c rosterctl -n "__fish_rosterctl_using_subcommand group; and not __fish_seen_subcommand_from list show add set delete members help" -l json -d 'Write results and errors for programs, as JSON'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand group; and not __fish_seen_subcommand_from list show add set delete members help" -s h -l help -d 'Print help'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand group; and not __fish_seen_subcommand_from list show add set delete members help" -f -a "list" -d 'List the groups, with what they allow and how many people are in them'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand group; and not __fish_seen_subcommand_from list show add set delete members help" -f -a "show" -d 'Show a group'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand group; and not __fish_seen_subcommand_from list show add set delete members help" -f -a "add" -d 'Add a group'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand group; and not __fish_seen_subcommand_from list show add set delete members help" -f -a "set" -d 'Change a group\'s name, what it is for, or what it allows'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand group; and not __fish_seen_subcommand_from list show add set delete members help" -f -a "delete" -d 'Delete a group; its members stay'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand group; and not __fish_seen_subcommand_from list show add set delete members help" -f -a "members" -d 'List a group\'s members, put people into it, take people out'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand group; and not __fish_seen_subcommand_from list show add set delete members help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand group; and __fish_seen_subcommand_from list" -l db -d 'Use this roster instead of your own' -r -F
complete -c rosterctl -n "__fish_rosterctl_using_subcommand group; and __fish_seen_subcommand_from list" -l json -d 'Write results and errors for programs, as JSON'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand group; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand group; and __fish_seen_subcommand_from show" -l db -d 'Use this roster instead of your own' -r -F
complete -c rosterctl -n "__fish_rosterctl_using_subcommand group; and __fish_seen_subcommand_from show" -l json -d 'Write results and errors for programs, as JSON'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand group; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand group; and __fish_seen_subcommand_from add" -l description -d 'What it is for, in a line' -r
complete -c rosterctl -n "__fish_rosterctl_using_subcommand group; and __fish_seen_subcommand_from add" -l permission -d 'What its members may do; may be repeated' -r
complete -c rosterctl -n "__fish_rosterctl_using_subcommand group; and __fish_seen_subcommand_from add" -l db -d 'Use this roster instead of your own' -r -F
complete -c rosterctl -n "__fish_rosterctl_using_subcommand group; and __fish_seen_subcommand_from add" -l json -d 'Write results and errors for programs, as JSON'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand group; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand group; and __fish_seen_subcommand_from set" -l name -d 'Another name' -r
complete -c rosterctl -n "__fish_rosterctl_using_subcommand group; and __fish_seen_subcommand_from set" -l description -d 'What it is for, in a line; "" for nothing' -r
complete -c rosterctl -n "__fish_rosterctl_using_subcommand group; and __fish_seen_subcommand_from set" -l permission -d 'Allow something (+) or no longer (-); may be repeated' -r
complete -c rosterctl -n "__fish_rosterctl_using_subcommand group; and __fish_seen_subcommand_from set" -l db -d 'Use this roster instead of your own' -r -F
complete -c rosterctl -n "__fish_rosterctl_using_subcommand group; and __fish_seen_subcommand_from set" -l json -d 'Write results and errors for programs, as JSON'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand group; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand group; and __fish_seen_subcommand_from delete" -l db -d 'Use this roster instead of your own' -r -F
complete -c rosterctl -n "__fish_rosterctl_using_subcommand group; and __fish_seen_subcommand_from delete" -l json -d 'Write results and errors for programs, as JSON'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand group; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand group; and __fish_seen_subcommand_from members" -l add -d 'Put a person into the group, by username or e-mail address; may be repeated' -r
complete -c rosterctl -n "__fish_rosterctl_using_subcommand group; and __fish_seen_subcommand_from members" -l remove -d 'Take a person out of the group; may be repeated' -r
complete -c rosterctl -n "__fish_rosterctl_using_subcommand group; and __fish_seen_subcommand_from members" -l db -d 'Use this roster instead of your own' -r -F
complete -c rosterctl -n "__fish_rosterctl_using_subcommand group; and __fish_seen_subcommand_from members" -l json -d 'Write results and errors for programs, as JSON'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand group; and __fish_seen_subcommand_from members" -s h -l help -d 'Print help'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand group; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the groups, with what they allow and how many people are in them'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand group; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show a group'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand group; and __fish_seen_subcommand_from help" -f -a "add" -d 'Add a group'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand group; and __fish_seen_subcommand_from help" -f -a "set" -d 'Change a group\'s name, what it is for, or what it allows'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand group; and __fish_seen_subcommand_from help" -f -a "delete" -d 'Delete a group; its members stay'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand group; and __fish_seen_subcommand_from help" -f -a "members" -d 'List a group\'s members, put people into it, take people out'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand group; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand history" -l user -d 'Only what was done to this person, also in the trash: username or e-mail address' -r
complete -c rosterctl -n "__fish_rosterctl_using_subcommand history" -l limit -d 'At most so many events' -r
complete -c rosterctl -n "__fish_rosterctl_using_subcommand history" -l db -d 'Use this roster instead of your own' -r -F
complete -c rosterctl -n "__fish_rosterctl_using_subcommand history" -l json -d 'Write results and errors for programs, as JSON'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand history" -s h -l help -d 'Print help'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand undo" -l db -d 'Use this roster instead of your own' -r -F
complete -c rosterctl -n "__fish_rosterctl_using_subcommand undo" -l skip-conflicts -d 'Leave what was changed since as it is, and undo the rest'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand undo" -l dry-run -d 'Only say what would be set back, and what stands in the way'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand undo" -l json -d 'Write results and errors for programs, as JSON'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand undo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand import" -l media -d 'The folder of a Django site\'s pictures [default: the folder \\"media\\" beside the database]' -r -F
complete -c rosterctl -n "__fish_rosterctl_using_subcommand import" -l on-conflict -d 'What is done with rows that are in conflict with the roster' -r -f -a "skip\t'Leave the row out'
update\t'Let it take the place of what the person has'
rename\t'Add somebody new under a free name'"
complete -c rosterctl -n "__fish_rosterctl_using_subcommand import" -l db -d 'Use this roster instead of your own' -r -F
complete -c rosterctl -n "__fish_rosterctl_using_subcommand import" -l dry-run -d 'Only print the plan'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand import" -l temporary -d 'Make a passphrase for everybody new who brings no password, and print them'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand import" -l yes -d 'Don\'t ask'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand import" -l json -d 'Write results and errors for programs, as JSON'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand export" -l format -d 'How it is written' -r -f -a "csv\t'A table'
json\t'For another roster'
vcard\t'For address books'"
complete -c rosterctl -n "__fish_rosterctl_using_subcommand export" -l search -d 'Only those who match, as in the list of people' -r
complete -c rosterctl -n "__fish_rosterctl_using_subcommand export" -l out -d 'Write here instead of to standard output' -r -F
complete -c rosterctl -n "__fish_rosterctl_using_subcommand export" -l db -d 'Use this roster instead of your own' -r -F
complete -c rosterctl -n "__fish_rosterctl_using_subcommand export" -l raw -d 'Leave what a spreadsheet would take for a formula as it is: for programs'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand export" -l json -d 'Write results and errors for programs, as JSON'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand backup" -l to -d 'Write it here instead of into the roster\'s own folder of backups' -r -F
complete -c rosterctl -n "__fish_rosterctl_using_subcommand backup" -l db -d 'Use this roster instead of your own' -r -F
complete -c rosterctl -n "__fish_rosterctl_using_subcommand backup" -l json -d 'Write results and errors for programs, as JSON'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand backup" -s h -l help -d 'Print help'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand restore" -l db -d 'Use this roster instead of your own' -r -F
complete -c rosterctl -n "__fish_rosterctl_using_subcommand restore" -l yes -d 'Don\'t ask'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand restore" -l json -d 'Write results and errors for programs, as JSON'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand restore" -s h -l help -d 'Print help'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand check" -l db -d 'Use this roster instead of your own' -r -F
complete -c rosterctl -n "__fish_rosterctl_using_subcommand check" -l repair -d 'Mend what can be mended'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand check" -l json -d 'Write results and errors for programs, as JSON'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand check" -s h -l help -d 'Print help'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand demo" -l people -d 'How many' -r
complete -c rosterctl -n "__fish_rosterctl_using_subcommand demo" -l seed -d 'The same seed gives the same people' -r
complete -c rosterctl -n "__fish_rosterctl_using_subcommand demo" -l db -d 'Use this roster instead of your own' -r -F
complete -c rosterctl -n "__fish_rosterctl_using_subcommand demo" -l json -d 'Write results and errors for programs, as JSON'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand demo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand help; and not __fish_seen_subcommand_from init user avatar group history undo import export backup restore check demo help" -f -a "init" -d 'Make a roster and its first administrator'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand help; and not __fish_seen_subcommand_from init user avatar group history undo import export backup restore check demo help" -f -a "user" -d 'Add, find, change and delete people'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand help; and not __fish_seen_subcommand_from init user avatar group history undo import export backup restore check demo help" -f -a "avatar" -d 'Set, get and remove pictures'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand help; and not __fish_seen_subcommand_from init user avatar group history undo import export backup restore check demo help" -f -a "group" -d 'Add, change and delete groups, and say who is in them'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand help; and not __fish_seen_subcommand_from init user avatar group history undo import export backup restore check demo help" -f -a "history" -d 'List what was done, newest first'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand help; and not __fish_seen_subcommand_from init user avatar group history undo import export backup restore check demo help" -f -a "undo" -d 'Undo what was done: one event, or an action on many people as a whole'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand help; and not __fish_seen_subcommand_from init user avatar group history undo import export backup restore check demo help" -f -a "import" -d 'Bring people in: from a table, from a Django site\'s database, or from another roster'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand help; and not __fish_seen_subcommand_from init user avatar group history undo import export backup restore check demo help" -f -a "export" -d 'Take people out: as a table, as JSON or as cards for address books'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand help; and not __fish_seen_subcommand_from init user avatar group history undo import export backup restore check demo help" -f -a "backup" -d 'Make a backup of the roster'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand help; and not __fish_seen_subcommand_from init user avatar group history undo import export backup restore check demo help" -f -a "restore" -d 'Put a backup in the place of the roster'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand help; and not __fish_seen_subcommand_from init user avatar group history undo import export backup restore check demo help" -f -a "check" -d 'Look the roster over, and mend what can be mended'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand help; and not __fish_seen_subcommand_from init user avatar group history undo import export backup restore check demo help" -f -a "demo" -d 'Add invented people, to look around with'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand help; and not __fish_seen_subcommand_from init user avatar group history undo import export backup restore check demo help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "list" -d 'List or count people'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "show" -d 'Show everything about a person'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "add" -d 'Add a person'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "set" -d 'Change an account or a profile'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "password" -d 'Set another password, and end the person\'s sessions'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "unlock" -d 'Let somebody try to sign in again at once, after too many wrong passwords'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "verify" -d 'Tell whether a password is right'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "delete" -d 'Move a person to the trash, or delete them for good'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "restore" -d 'Take a person out of the trash, with everything'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand help; and __fish_seen_subcommand_from avatar" -f -a "set" -d 'Set a person\'s picture: PNG, JPEG, WebP, GIF or BMP'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand help; and __fish_seen_subcommand_from avatar" -f -a "get" -d 'Write a person\'s picture to a file'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand help; and __fish_seen_subcommand_from avatar" -f -a "remove" -d 'Remove a person\'s picture'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand help; and __fish_seen_subcommand_from group" -f -a "list" -d 'List the groups, with what they allow and how many people are in them'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand help; and __fish_seen_subcommand_from group" -f -a "show" -d 'Show a group'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand help; and __fish_seen_subcommand_from group" -f -a "add" -d 'Add a group'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand help; and __fish_seen_subcommand_from group" -f -a "set" -d 'Change a group\'s name, what it is for, or what it allows'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand help; and __fish_seen_subcommand_from group" -f -a "delete" -d 'Delete a group; its members stay'
complete -c rosterctl -n "__fish_rosterctl_using_subcommand help; and __fish_seen_subcommand_from group" -f -a "members" -d 'List a group\'s members, put people into it, take people out'
